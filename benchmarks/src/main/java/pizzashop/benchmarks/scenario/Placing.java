package pizzashop.benchmarks.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import pizzashop.benchmarks.limit.BareWork;
import pizzashop.benchmarks.load.Answer;
import pizzashop.benchmarks.load.LoadPlan;
import pizzashop.benchmarks.load.LoadPlan.Phase;
import pizzashop.benchmarks.load.LoadPlan.Request;
import pizzashop.benchmarks.report.Figure;
import pizzashop.benchmarks.report.Measurement;
import pizzashop.benchmarks.report.Plot;
import pizzashop.benchmarks.report.Section;
import pizzashop.benchmarks.system.LoadedShop;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;

/** How many orders a second order-service takes at saturation. */
public final class Placing implements Scenario {

	private static final int CONNECTIONS = 32;

	private static final double GOAL = 0.85;

	/** The first phases, which are not measured. */
	private static final int WARM_UPS = 2;

	/** Customers begin and end a phase within this part of it. */
	private static final double EDGE = 0.1;

	@Override
	public String id() {
		return "placing";
	}

	@Override
	public List<Section> measure(Bench bench) {
		try (LoadedShop shop = bench.open()) {
			ServiceInstance service = shop.start(Service.ORDER, Map.of());
			List<Phase> phases = phases(bench.lengths());
			bench.say("  placing orders on %d connections".formatted(CONNECTIONS));
			List<Answer> answers = bench.play(LoadPlan.closed(service.url(), CONNECTIONS, phases));
			service.process().stop();
			Measurement placed = rates(answers, phases, Request.PLACE);
			Measurement nothing = rates(answers, phases, Request.NOTHING);
			bench.say("  inserting the same rows");
			Measurement inserted = bench
				.measure(() -> BareWork.ordersOneByOne(shop, CONNECTIONS, bench.lengths().round()));
			return List.of(section(answers, placed, nothing, inserted));
		}
	}

	private static List<Phase> phases(Bench.Lengths lengths) {
		List<Phase> phases = new ArrayList<>(
				List.of(new Phase(Request.NOTHING, lengths.round()), new Phase(Request.PLACE, lengths.warmUp())));
		for (int round = 0; round < lengths.rounds(); round++) {
			phases.add(new Phase(Request.NOTHING, lengths.round()));
			phases.add(new Phase(Request.PLACE, lengths.round()));
		}
		return phases;
	}

	private static Measurement rates(List<Answer> answers, List<Phase> phases, Request request) {
		long begin = answers.stream().mapToLong(Answer::due).min().orElseThrow();
		List<Double> rates = new ArrayList<>();
		for (int number = 0; number < phases.size(); number++) {
			Phase phase = phases.get(number);
			long length = phase.duration().toNanos() / 1000;
			if (number >= WARM_UPS && phase.request() == request) {
				long from = begin + Math.round(length * EDGE);
				long to = begin + Math.round(length * (1 - EDGE));
				long count = answers.stream()
					.filter((answer) -> answer.request().equals(request.name()) && answer.ended() >= from
							&& answer.ended() < to && isGood(answer))
					.count();
				rates.add(count * 1_000_000.0 / (to - from));
			}
			begin += length;
		}
		return new Measurement(rates);
	}

	private static boolean isGood(Answer answer) {
		return answer.isPlaced() || answer.isDone();
	}

	private static Section section(List<Answer> answers, Measurement placed, Measurement nothing,
			Measurement inserted) {
		Measurement limit = nothing.inSeriesWith(inserted);
		Figure orders = new Figure("Orders placed", "orders/s", placed)
			.comparedWith("both limits in series, 1 / (1/a + 1/b)", limit);
		double ratio = placed.dividedBy(limit).median();
		List<Answer> refused = answers.stream()
			.filter((answer) -> answer.request().equals(Request.PLACE.name()) && !answer.isPlaced())
			.toList();
		return new Section("placing", "Placing orders", "order-service alone, " + CONNECTIONS
				+ " customers on a connection each, every one as fast as answers come. An order is answered when"
				+ " it, its lines, its timeline and its event are committed to the disk. The limits: the same rows"
				+ " inserted by a bare JDBC loop on as many connections, one transaction an order (a), and an"
				+ " endpoint of the same service that does nothing, OPTIONS /orders (b). Load tool, service and"
				+ " database share the machine. order-service commits orders that come at once together, so the limits can be passed. Of all"
				+ " orders " + refused.size() + " were not placed.",
				List.of(orders.withGoal("at least " + GOAL + " of the limits in series", ratio >= GOAL),
						new Figure("a: bare JDBC inserts of the same rows", "orders/s", inserted),
						new Figure("b: an endpoint that does nothing", "requests/s", nothing)),
				List.of(plot(answers)));
	}

	private static Plot plot(List<Answer> answers) {
		long begin = answers.stream().mapToLong(Answer::due).min().orElseThrow();
		List<Plot.Series> series = answers.stream()
			.collect(Collectors.groupingBy(Answer::request,
					Collectors.groupingBy((answer) -> (answer.ended() - begin) / 1_000_000, TreeMap::new,
							Collectors.counting())))
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((request) -> new Plot.Series(request.getKey().equals("PLACE") ? "orders placed" : "nothing done",
					request.getValue()
						.entrySet()
						.stream()
						.map((second) -> new Plot.Point(second.getKey(), second.getValue()))
						.toList()))
			.toList();
		return new Plot("Answers, second by second", "seconds", "answers/s", false, series);
	}

}
