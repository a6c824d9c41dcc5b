package pizzashop.benchmarks.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;
import org.apache.kafka.common.TopicPartition;
import pizzashop.benchmarks.limit.BareTicket;
import pizzashop.benchmarks.load.Answer;
import pizzashop.benchmarks.load.LoadPlan;
import pizzashop.benchmarks.report.Figure;
import pizzashop.benchmarks.report.Measurement;
import pizzashop.benchmarks.report.Plot;
import pizzashop.benchmarks.report.Section;
import pizzashop.benchmarks.system.CommitTimes;
import pizzashop.benchmarks.system.LoadedShop;
import pizzashop.benchmarks.system.OrdersTopic;
import pizzashop.platform.Service;
import pizzashop.platform.check.GroupLag;
import pizzashop.platform.process.PlatformException;

/** How long an order takes from being due to each of its steps, at steady rates. */
public final class Latency implements Scenario {

	private static final List<Integer> RATES = List.of(100, 200, 400);

	private static final int GOAL_RATE = 200;

	private static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.9, 100.0);

	/** In milliseconds, for the goal's rate. */
	private static final Map<Double, Double> GOALS = Map.of(50.0, 15.0, 99.0, 60.0);

	private static final Duration LONGEST = Duration.ofMinutes(5);

	private static final int DIGITS = 3;

	/** What an order's latency is measured to. */
	private enum Step {

		ANSWER("placed → answered"), TICKET("placed → ticket"), RECEIPT("placed → receipt"), READY("placed → READY");

		private final String title;

		Step(String title) {
			this.title = title;
		}

	}

	/**
	 * What was measured at a rate.
	 *
	 * @param histograms of each round
	 * @param unplaced orders, of all rounds
	 */
	private record Rounds(int rate, List<Map<Step, Histogram>> histograms, int unplaced) {
	}

	@Override
	public String id() {
		return "latency";
	}

	@Override
	public List<Section> measure(Bench bench) {
		try (LoadedShop shop = bench.open(); GroupLag lag = new GroupLag(shop.bootstrapServers())) {
			shop.startServices();
			bench.warmUp(shop, lag);
			List<Rounds> measured = RATES.stream().map((rate) -> rounds(bench, shop, rate)).toList();
			List<Map<Step, Histogram>> bare = bare(bench, shop);
			List<Figure> figures = measured.stream().flatMap((rounds) -> figures(rounds, bare)).toList();
			List<Plot.Series> curves = new ArrayList<>(measured.stream()
				.map((rounds) -> curve(rounds.rate() + " orders/s", rounds.histograms()))
				.toList());
			curves.add(curve("a bare order", bare));
			return List.of(new Section(id(), "Latency", String
				.format("The whole system, orders at a steady rate for %d s a round, the kitchen's times zero."
						+ " An order is counted from when it was due, whether or not the load tool and the service"
						+ " were in time for it, so no omission is coordinated. It ends when PostgreSQL committed the"
						+ " ticket, the record of the mailed receipt, or the entry that shows its customer READY, by"
						+ " PostgreSQL's own record of when the commit began: until others see it, a flush of the disk"
						+ " passes. An answer ends with its last byte. Orders that were not placed count in no percentile."
						+ " The limits, measured afterwards without the services: the bare rows of an order are committed; for the"
						+ " ticket a record as long as its event goes through Kafka as well, and the commit of the bare rows of a"
						+ " ticket begins. Those orders are due at a steady rate too, a hundred a second. A ratio says how many"
						+ " times that it took.", bench.lengths().round().multipliedBy(2).toSeconds()),
					figures, List.of(new Plot("placed → ticket: so many percent of the orders took no longer",
							"percent", "ms", true, curves))));
		}
	}

	private static Rounds rounds(Bench bench, LoadedShop shop, int rate) {
		AtomicInteger unplaced = new AtomicInteger();
		List<Map<Step, Histogram>> histograms = new ArrayList<>();
		for (int round = 0; round < bench.lengths().rounds(); round++) {
			bench.say("  %d orders/s, round %d of %d".formatted(rate, round + 1, bench.lengths().rounds()));
			histograms.add(round(bench, shop, rate, unplaced));
		}
		return new Rounds(rate, histograms, unplaced.get());
	}

	private static List<Map<Step, Histogram>> bare(Bench bench, LoadedShop shop) {
		bench.say("  bare orders");
		shop.stopServices();
		return bench.rounds(1, () -> BareTicket.measure(shop, bench.lengths().round()))
			.stream()
			.map((latencies) -> Map.of(Step.ANSWER, latencies.answer(), Step.TICKET, latencies.ticket()))
			.toList();
	}

	private static Map<Step, Histogram> round(Bench bench, LoadedShop shop, int rate, AtomicInteger unplaced) {
		OrdersTopic topic = new OrdersTopic(shop);
		Map<TopicPartition, Long> end = topic.end();
		List<Answer> answers = bench
			.play(LoadPlan.open(shop.ports().url(Service.ORDER), rate, bench.lengths().round().multipliedBy(2)));
		long since = answers.stream().mapToLong(Answer::due).min().orElseThrow() - 1_000_000;
		Map<UUID, Long> due = new HashMap<>();
		Map<Step, Histogram> histograms = new LinkedHashMap<>();
		Stream.of(Step.values()).forEach((step) -> histograms.put(step, new Histogram(DIGITS)));
		for (Answer answer : answers) {
			if (answer.order() != null) {
				due.put(answer.order(), answer.due());
				histogram(histograms, Step.ANSWER).recordValue(answer.latency());
			}
		}
		unplaced.addAndGet(answers.size() - due.size());
		if (due.size() < answers.size()) {
			bench.say("  %d of %d orders were not placed".formatted(answers.size() - due.size(), answers.size()));
		}
		CommitTimes commits = new CommitTimes(shop);
		Bench.await("all mailed and READY", LONGEST, () -> commits.ofReceipts(since).keySet().containsAll(due.keySet())
				&& commits.ofReady(since).keySet().containsAll(due.keySet()));
		record(histogram(histograms, Step.RECEIPT), due, commits.ofReceipts(since));
		record(histogram(histograms, Step.READY), due, commits.ofReady(since));
		record(histogram(histograms, Step.TICKET), due, tickets(topic.ordersByEvent(end), commits, since));
		return histograms;
	}

	/** When each order's ticket was there: with the kitchen's entry of its event. */
	private static Map<UUID, Long> tickets(Map<UUID, UUID> orders, CommitTimes commits, long since) {
		Map<UUID, Long> tickets = new HashMap<>();
		commits.byEventOfKitchen(since).forEach((event, time) -> {
			UUID order = orders.get(event);
			if (order != null) {
				tickets.put(order, time);
			}
		});
		return tickets;
	}

	private static void record(Histogram histogram, Map<UUID, Long> due, Map<UUID, Long> done) {
		due.forEach((order, time) -> {
			Long then = done.get(order);
			if (then == null) {
				throw new PlatformException("Order " + order + " was placed, and its step cannot be found.");
			}
			histogram.recordValue(Math.max(0, then - time));
		});
	}

	private static Stream<Figure> figures(Rounds rounds, List<Map<Step, Histogram>> bare) {
		return Stream.concat(Stream.of(Step.values())
			.flatMap((step) -> PERCENTILES.stream().map((percentile) -> figure(rounds, step, percentile, bare))),
				Stream.of(new Figure("Not placed at " + rounds.rate() + " orders/s", "orders",
						Measurement.of((double) rounds.unplaced()))
					.withGoal("none", rounds.unplaced() == 0)));
	}

	private static Figure figure(Rounds rounds, Step step, double percentile, List<Map<Step, Histogram>> bare) {
		Measurement measured = millis(rounds.histograms(), step, percentile);
		Figure figure = new Figure(String.format("%s at %d orders/s, %s", step.title, rounds.rate(), name(percentile)),
				"ms", measured);
		if (step == Step.ANSWER || step == Step.TICKET) {
			figure = figure.comparedWith("a bare order", millis(bare, step, percentile));
		}
		Double goal = (rounds.rate() == GOAL_RATE && step == Step.TICKET) ? GOALS.get(percentile) : null;
		return (goal != null) ? figure.withGoal(String.format("at most %.0f ms", goal),
				measured.median() <= goal && rounds.unplaced() == 0) : figure;
	}

	private static Measurement millis(List<Map<Step, Histogram>> rounds, Step step, double percentile) {
		return new Measurement(rounds.stream()
			.map((round) -> histogram(round, step).getValueAtPercentile(percentile) / 1000.0)
			.toList());
	}

	private static String name(double percentile) {
		return (percentile == 100) ? "maximum" : "p" + ((percentile % 1 == 0) ? "%.0f" : "%s").formatted(percentile);
	}

	/** Over all rounds. */
	private static Plot.Series curve(String name, Collection<Map<Step, Histogram>> rounds) {
		Histogram all = new Histogram(DIGITS);
		rounds.forEach((round) -> all.add(histogram(round, Step.TICKET)));
		List<Plot.Point> points = Stream.of(1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99, 100)
			.map((percentile) -> new Plot.Point(percentile, all.getValueAtPercentile(percentile) / 1000.0))
			.toList();
		return new Plot.Series(name, points);
	}

	private static Histogram histogram(Map<Step, Histogram> histograms, Step step) {
		Histogram histogram = histograms.get(step);
		if (histogram == null) {
			throw new IllegalArgumentException("Not measured: " + step);
		}
		return histogram;
	}

}
