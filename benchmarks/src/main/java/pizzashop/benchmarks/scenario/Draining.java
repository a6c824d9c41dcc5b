package pizzashop.benchmarks.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import pizzashop.benchmarks.limit.BareDecoding;
import pizzashop.benchmarks.limit.BareWork;
import pizzashop.benchmarks.limit.Receipt;
import pizzashop.benchmarks.report.Figure;
import pizzashop.benchmarks.report.Measurement;
import pizzashop.benchmarks.report.Plot;
import pizzashop.benchmarks.report.Section;
import pizzashop.benchmarks.system.CommitTimes;
import pizzashop.benchmarks.system.CommitTimes.Batch;
import pizzashop.benchmarks.system.LoadedShop;
import pizzashop.benchmarks.system.OrdersTopic;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.check.GroupLag;

/** How fast a service gets through a backlog. */
public final class Draining implements Scenario {

	/** Each is over within a second, before its code is compiled. */
	private static final int DECODING_WARM_UPS = 10;

	private static final double KITCHEN_GOAL = 15_000;

	private static final double RATIO_GOAL = 0.6;

	private static final double DECODING_GOAL = 300_000;

	private static final Duration LONGEST = Duration.ofMinutes(20);

	private final Service service;

	public Draining(Service service) {
		this.service = service;
	}

	@Override
	public String id() {
		return "draining-" + ((this.service == Service.KITCHEN) ? "kitchen" : "notification");
	}

	@Override
	public List<Section> measure(Bench bench) {
		try (LoadedShop shop = bench.open(); GroupLag lag = new GroupLag(shop.bootstrapServers())) {
			OrdersTopic topic = new OrdersTopic(shop);
			int backlog = bench.lengths().backlog();
			topic.publish(backlog);
			bench.say("  decoding %,d orders".formatted(backlog));
			Measurement decoded = new Measurement(bench.rounds(DECODING_WARM_UPS, () -> BareDecoding.perSecond(topic)));
			bench.say("  draining %,d orders".formatted(backlog));
			ServiceInstance instance = shop.start(this.service, Map.of("KITCHEN_BAKETIME", "1h"));
			Bench.await("drained", LONGEST, () -> lag.of(this.service.processName()) == 0);
			CommitTimes commits = new CommitTimes(shop);
			List<Batch> first = commits.progress(this.service);
			return List
				.of((this.service == Service.KITCHEN) ? kitchen(bench, shop, lag, topic, instance, first, decoded)
						: notification(bench, shop, instance, first, decoded));
		}
	}

	/** The kitchen is through within seconds, so it gets more backlogs, now warm. */
	private Section kitchen(Bench bench, LoadedShop shop, GroupLag lag, OrdersTopic topic, ServiceInstance instance,
			List<Batch> first, Measurement decoded) {
		Measurement drained = bench.measure(() -> {
			instance.process().freeze();
			topic.publish(bench.lengths().backlog());
			long began = micros(Instant.now());
			instance.process().thaw();
			Bench.await("drained", LONGEST, () -> lag.of(this.service.processName()) == 0);
			return perSecond(new CommitTimes(shop).progress(this.service)
				.stream()
				.filter((batch) -> batch.time() >= began)
				.toList());
		});
		instance.process().stop();
		bench.say("  inserting the same rows");
		Measurement inserted = bench.measure(() -> BareWork.tickets(shop, bench.lengths().round()));
		Measurement limit = decoded.inSeriesWith(inserted);
		Measurement ratio = drained.dividedBy(limit);
		return new Section(id(), "Draining: the kitchen", String
			.format("kitchen-service on a backlog of %,d orders; an event counts when its inbox row, its ticket"
					+ " and its outbox row are committed. The service publishes what it has to say, and counts"
					+ " what sells, at the same time; nothing is taken out of the oven meanwhile. The first backlog finds it just started; for the others it was frozen while they"
					+ " came, and the second one warms it up. The limits: a bare consumer that only decodes (a), and a bare JDBC batch insert of the"
					+ " same rows, %d a transaction, on %d connections (b).", bench.lengths().backlog(),
					BareWork.TICKET_BATCH, BareWork.CONNECTIONS),
				List.of(new Figure("Events drained, warm", "events/s", drained)
					.comparedWith("both limits in series, 1 / (1/a + 1/b)", limit)
					.withGoal("at least 15,000 events/s", drained.median() >= KITCHEN_GOAL),
						new Figure("The same as a share of its limits", "of 1", ratio).withGoal("at least 0.6",
								ratio.median() >= RATIO_GOAL),
						new Figure("Events drained, just started", "events/s", Measurement.of(perSecond(first))),
						new Figure("a: bare decoding", "events/s", decoded).withGoal("at least 300,000 events/s",
								decoded.median() >= DECODING_GOAL),
						new Figure("b: bare JDBC batch inserts of the same rows", "events/s", inserted)),
				List.of(plot(first)));
	}

	/** Mails take long enough to tell rounds of one backlog apart. */
	private Section notification(Bench bench, LoadedShop shop, ServiceInstance instance, List<Batch> batches,
			Measurement decoded) {
		instance.process().stop();
		Measurement drained = new Measurement(lastThreeQuarters(batches));
		Receipt receipt = Receipt.mailedBy(shop);
		bench.say("  inserting the same rows");
		Measurement inserted = bench.measure(() -> BareWork.receipts(shop, receipt, bench.lengths().round()));
		bench.say("  mailing the same mails");
		Measurement mailed = bench.measure(() -> BareWork.mails(shop, receipt, bench.lengths().round()));
		Measurement limit = decoded.inSeriesWith(inserted);
		Measurement withMails = limit.inSeriesWith(mailed);
		Figure drain = new Figure("Events drained, a receipt mailed for each", "events/s", drained);
		double ratio = drained.dividedBy(limit).median();
		return new Section(id(), "Draining: the mails", String
			.format("notification-service, just started, on a backlog of %,d orders; an event counts when its"
					+ " receipt is in the hands of the mail server, in its folder, and inbox, recipient and mail are"
					+ " committed. The rounds are the last three quarters of the way, for the service warms up in the"
					+ " first. The limits: a bare consumer that only decodes (a), a bare JDBC batch insert of the same"
					+ " rows, %d a transaction, on %d connections (b), and a loop that hands over the same mail on %d"
					+ " connections (c).", bench.lengths().backlog(), BareWork.RECEIPT_BATCH, BareWork.CONNECTIONS,
					BareWork.MAIL_CONNECTIONS),
				List.of(drain.comparedWith("decoding and inserting in series, 1 / (1/a + 1/b)", limit)
					.withGoal("at least 0.6 of decoding and inserting in series", ratio >= RATIO_GOAL),
						new Figure("The same, its mails counted in", "events/s", drained)
							.comparedWith("all three in series, 1 / (1/a + 1/b + 1/c)", withMails),
						new Figure("a: bare decoding", "events/s", decoded),
						new Figure("b: bare JDBC batch inserts of the same rows", "events/s", inserted),
						new Figure("c: bare mails", "mails/s", mailed)),
				List.of(plot(batches)));
	}

	private static double perSecond(List<Batch> batches) {
		// the first transaction's time is the beginning of the second
		long rows = batches.stream().skip(1).mapToLong(Batch::rows).sum();
		return rows * 1_000_000.0 / (batches.getLast().time() - batches.getFirst().time());
	}

	/** The events of each of the last three quarters, a second. */
	private static List<Double> lastThreeQuarters(List<Batch> batches) {
		int quarter = batches.size() / 4;
		return IntStream.rangeClosed(1, 3)
			.mapToObj((number) -> perSecond(
					batches.subList(number * quarter, Math.min((number + 1) * quarter + 1, batches.size()))))
			.toList();
	}

	private static Plot plot(List<Batch> batches) {
		long begin = batches.getFirst().time();
		TreeMap<Long, Long> seconds = batches.stream()
			.collect(Collectors.groupingBy((batch) -> (batch.time() - begin) / 1_000_000, TreeMap::new,
					Collectors.summingLong(Batch::rows)));
		return new Plot("The first backlog, second by second", "seconds", "events/s", false,
				List.of(new Plot.Series("events committed",
						seconds.entrySet()
							.stream()
							.map((second) -> new Plot.Point(second.getKey(), second.getValue()))
							.toList())));
	}

	private static long micros(Instant time) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, time);
	}

}
