package pizzashop.benchmarks.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import pizzashop.benchmarks.load.Answer;
import pizzashop.benchmarks.load.Load;
import pizzashop.benchmarks.load.LoadPlan;
import pizzashop.benchmarks.report.Figure;
import pizzashop.benchmarks.report.Measurement;
import pizzashop.benchmarks.report.Plot;
import pizzashop.benchmarks.report.Section;
import pizzashop.benchmarks.system.CommitTimes;
import pizzashop.benchmarks.system.History;
import pizzashop.benchmarks.system.LoadedShop;
import pizzashop.benchmarks.system.ProcessCosts;
import pizzashop.benchmarks.system.ProcessCosts.Cost;
import pizzashop.platform.Service;
import pizzashop.platform.check.GroupLag;

/**
 * How many orders a second the whole system sustains, what one costs then, and how the
 * processes start and grow.
 */
public final class WholeStory implements Scenario {

	private static final double GOAL = 1000;

	/** Rates are tried this far apart, upwards. */
	private static final double STEP_UP = 1.25;

	/** A rate that was not sustained makes room for one that is so much lower. */
	private static final double STEP_DOWN = 0.92;

	private static final double FIRST_RATE = 250;

	/** Everyone who reads what becomes of orders: the services, and the sales. */
	private static final List<String> GROUPS = Stream
		.concat(Stream.of(Service.values()).map(Service::processName), Stream.of("kitchen-service-sales"))
		.toList();

	/** That an order brings: three events, each read by every group. */
	private static final int RECORDS = 3 * GROUPS.size();

	private static final int CHANCES = 2;

	private static final double LOWEST_RATE = 5;

	/** So many times the sustained rate is too much. */
	private static final double OVERLOAD = 3;

	private static final double LONGEST_ANSWER_SECONDS = 1;

	private static final Duration GLANCE = Duration.ofSeconds(2);

	/** What was placed last has to be through by then. */
	private static final Duration CATCH_UP = Duration.ofSeconds(5);

	private static final Duration LONGEST = Duration.ofMinutes(10);

	private static final double BYTES_PER_KILOBYTE = 1024;

	/** How far behind the groups were, all together. */
	private record Behind(double second, long records) {
	}

	/**
	 * How a rate went.
	 *
	 * @param refused orders that were answered 503
	 * @param failed orders that were answered otherwise, or not at all
	 * @param slowest of all answers, counted from when its order was due
	 * @param caughtUp how long after the last order was due everything was done
	 * @param costs of the system's processes
	 * @param costing orders that the costs are of: the load's warm-up included
	 */
	private record Outcome(double rate, int placed, int refused, int failed, Duration slowest, Duration caughtUp,
			List<Behind> behind, ProcessCosts costs, int costing) {

		/**
		 * Everything is done soon after the last order, and the groups were no further
		 * behind in the last third of the time than in the third before, but for what
		 * half a second brings.
		 */
		boolean isSustained() {
			return this.refused == 0 && this.failed == 0 && this.caughtUp.compareTo(CATCH_UP) <= 0
					&& average(2) <= average(1) + this.rate * RECORDS / 2;
		}

		private double average(int third) {
			int size = this.behind.size() / 3;
			return this.behind.stream()
				.skip((long) third * size)
				.limit(size)
				.mapToLong(Behind::records)
				.average()
				.orElse(0);
		}

		/** In megabytes, at the end. */
		long memoryOf(Service service) {
			Cost cost = this.costs.byProcess().get(service.processName());
			return (cost != null) ? cost.residentMegabytes() : 0;
		}

		double perOrder(String process, ToDoubleFunction<Cost> part) {
			Cost cost = this.costs.byProcess().get(process);
			return (cost != null) ? part.applyAsDouble(cost) / this.costing : 0;
		}

		double perOrder(ToDoubleFunction<Cost> part) {
			return this.costs.byProcess().values().stream().mapToDouble(part).sum() / this.costing;
		}

	}

	@Override
	public String id() {
		return "story";
	}

	@Override
	public List<Section> measure(Bench bench) {
		try (LoadedShop shop = bench.open(); GroupLag lag = new GroupLag(shop.bootstrapServers())) {
			shop.startServices();
			ProcessCosts atStart = shop.costs();
			bench.warmUp(shop);
			Outcome empty = highest(bench, shop, lag, probed(bench, shop, lag));
			bench.say("  too many orders");
			Outcome overload = play(bench, shop, lag, empty.rate() * OVERLOAD, bench.lengths().probe());
			tell(bench, overload);
			bench.say("  writing %,d orders into the tables".formatted(bench.lengths().history()));
			History.write(shop, bench.lengths().history());
			shop.checkpoint();
			Outcome same = play(bench, shop, lag, empty.rate(), bench.lengths().sustained());
			tell(bench, same);
			Outcome full = same.isSustained() ? same : highest(bench, shop, lag, empty.rate() * STEP_DOWN);
			return List.of(story(bench, empty, same, full), overload(bench, overload),
					size(shop, atStart, shop.costs()));
		}
	}

	/** The highest rate of the short trials. */
	private static double probed(Bench bench, LoadedShop shop, GroupLag lag) {
		double rate = FIRST_RATE;
		while (true) {
			if (!isProbed(bench, shop, lag, rate * STEP_UP)) {
				double middle = rate * Math.sqrt(STEP_UP);
				return isProbed(bench, shop, lag, middle) ? middle : rate;
			}
			rate *= STEP_UP;
		}
	}

	/** A short trial gets a second chance: a pause of the machine weighs much in it. */
	private static boolean isProbed(Bench bench, LoadedShop shop, GroupLag lag, double rate) {
		for (int chance = 0; chance < CHANCES; chance++) {
			Outcome outcome = play(bench, shop, lag, rate, bench.lengths().probe());
			tell(bench, outcome);
			if (outcome.isSustained()) {
				return true;
			}
		}
		return false;
	}

	/** The highest rate, from here downwards, that is sustained for long enough. */
	private static Outcome highest(Bench bench, LoadedShop shop, GroupLag lag, double from) {
		double rate = from;
		while (true) {
			Outcome outcome = play(bench, shop, lag, rate, bench.lengths().sustained());
			tell(bench, outcome);
			if (outcome.isSustained() || rate < LOWEST_RATE) {
				return outcome;
			}
			rate *= STEP_DOWN;
		}
	}

	private static void tell(Bench bench, Outcome outcome) {
		bench.say("  %.0f orders/s: %s, %d refused, done %.1f s after the last one".formatted(outcome.rate(),
				outcome.isSustained() ? "sustained" : "not sustained", outcome.refused(),
				outcome.caughtUp().toMillis() / 1000.0));
	}

	private static Outcome play(Bench bench, LoadedShop shop, GroupLag lag, double rate, Duration duration) {
		ProcessCosts before = shop.costs();
		Instant began = Instant.now();
		List<Behind> behind = new ArrayList<>();
		List<Answer> answers;
		try (Load load = bench.begin(LoadPlan.open(shop.ports().url(Service.ORDER), rate, duration))) {
			while (!load.isOver()) {
				Bench.pause(GLANCE);
				behind.add(new Behind(Duration.between(began, Instant.now()).toMillis() / 1000.0,
						GROUPS.stream().mapToLong(lag::of).sum()));
			}
			// when it was looked at, the load was over
			behind.removeLast();
			answers = load.await();
		}
		Bench.await("all read", LONGEST,
				() -> Stream.of(Service.values()).allMatch((service) -> lag.of(service.processName()) == 0));
		// before the rows are looked at, which is no order's cost
		ProcessCosts costs = shop.costs().since(before);
		long last = answers.stream().mapToLong(Answer::due).max().orElseThrow();
		long since = answers.stream().mapToLong(Answer::due).min().orElseThrow() - 1_000_000;
		Set<UUID> placed = answers.stream().map(Answer::order).flatMap(Stream::ofNullable).collect(Collectors.toSet());
		CommitTimes commits = new CommitTimes(shop);
		long load = ChronoUnit.MICROS.between(Instant.EPOCH, began);
		Bench.await("all READY", LONGEST, () -> commits.ofReady(since).keySet().containsAll(placed));
		Bench.await("all mailed", LONGEST, () -> commits.ofReceipts(since).keySet().containsAll(placed)
				&& commits.readyMails(load) >= commits.ofReceipts(load).size());
		long done = Math.max(latest(commits.ofReady(since)), commits.latestMail(since));
		int refused = (int) answers.stream().filter(Answer::isRefused).count();
		return new Outcome(rate, placed.size(), refused, answers.size() - placed.size() - refused, slowest(answers),
				Duration.ofMillis(Math.max(0, (done - last) / 1000)), behind, costs, commits.ofReceipts(load).size());
	}

	private static Duration slowest(List<Answer> answers) {
		return Duration.of(answers.stream().mapToLong(Answer::latency).max().orElseThrow(), ChronoUnit.MICROS);
	}

	private static long latest(Map<UUID, Long> times) {
		return times.values().stream().mapToLong(Long::longValue).max().orElse(0);
	}

	private Section story(Bench bench, Outcome empty, Outcome same, Outcome full) {
		int history = bench.lengths().history();
		List<Figure> figures = new ArrayList<>();
		figures.add(new Figure("Highest sustained rate, empty tables", "orders/s", Measurement.of(empty.rate()))
			.withGoal("at least 1,000 orders/s", empty.isSustained() && empty.rate() >= GOAL));
		figures.add(new Figure(String.format("Highest sustained rate, %,d orders in the tables", history), "orders/s",
				Measurement.of(full.rate()))
			.comparedWith("with empty tables", Measurement.of(empty.rate())));
		figures.add(cost("Processor time of an order, all processes", "ms", empty.perOrder(Cost::cpuMillis),
				same.perOrder(Cost::cpuMillis), history));
		empty.costs()
			.byProcess()
			.keySet()
			.forEach((process) -> figures.add(cost("Processor time of an order, " + process, "ms",
					empty.perOrder(process, Cost::cpuMillis), same.perOrder(process, Cost::cpuMillis), history)));
		for (String process : List.of("postgresql", "kafka", "mail-server")) {
			figures.add(cost("Written to the disk for an order, " + process, "kB",
					empty.perOrder(process, Cost::writtenBytes) / BYTES_PER_KILOBYTE,
					same.perOrder(process, Cost::writtenBytes) / BYTES_PER_KILOBYTE, history));
		}
		return new Section(id(), "The whole story", String
			.format("The whole system, orders at a steady rate for %d s, the kitchen's times zero. A rate is sustained when no"
					+ " order was refused, the lag of all groups together grew by no more than half a second's records in the last"
					+ " third of the time, and within %d s of when the last order was due every order"
					+ " was READY and both its mails in the hands of the mail server. Rates were tried upwards by a"
					+ " quarter, at last by half of that, for %d s each and at most twice, then downwards by a twelfth for the whole time. Costs are those of the"
					+ " system's processes over that time, the load tool not counted, divided by the orders, those of its"
					+ " warm-up included, at the same rate, first with empty tables, that is with no orders but those of"
					+ " the trials before, then with %,d more in them. PostgreSQL says itself what it wrote, the others'"
					+ " bytes are as Linux counts them"
					+ (same.isSustained() ? "." : ", at which it was not sustained any more."),
					bench.lengths().sustained().toSeconds(), CATCH_UP.toSeconds(), bench.lengths().probe().toSeconds(),
					history),
				figures, List.of(new Plot("Records that the groups had not processed yet", "seconds", "records", false,
						List.of(curve("empty tables", empty), curve("full tables", same)))));
	}

	private static Section overload(Bench bench, Outcome outcome) {
		double slowest = outcome.slowest().toMillis() / 1000.0;
		return new Section("overload", "Too many orders", String.format(
				"%.0f times the sustained rate for %d s. What cannot be placed in time is refused with 503. Everything that"
						+ " was placed is mailed and READY afterwards, or this would not be told.",
				OVERLOAD, bench.lengths().probe().toSeconds()),
				List.of(new Figure("Orders that came", "orders/s", Measurement.of(outcome.rate())),
						new Figure("Orders placed, of those that came", "%",
								Measurement.of(100.0 * outcome.placed() / (outcome.placed() + outcome.refused()))),
						new Figure("Answered otherwise than 201 or 503", "orders",
								Measurement.of((double) outcome.failed()))
							.withGoal("none", outcome.failed() == 0),
						new Figure("The slowest answer", "s", Measurement.of(slowest)).withGoal("at most 1 s",
								slowest <= LONGEST_ANSWER_SECONDS),
						new Figure("Everything done after the last order was due", "s",
								Measurement.of(outcome.caughtUp().toMillis() / 1000.0)),
						new Figure("Memory of order-service afterwards", "MB",
								Measurement.of((double) outcome.memoryOf(Service.ORDER)))),
				List.of(new Plot("Records that the groups had not processed yet", "seconds", "records", false,
						List.of(curve("too many orders", outcome)))));
	}

	/** How it grows with the tables: beside it what it is without. */
	private static Figure cost(String name, String unit, double empty, double full, int history) {
		Figure figure = new Figure(String.format("%s, %,d orders in the tables", name, history), unit,
				Measurement.of(full));
		return (empty > 0 && full > 0) ? figure.comparedWith("with empty tables", Measurement.of(empty)) : figure;
	}

	private static Plot.Series curve(String name, Outcome outcome) {
		return new Plot.Series(name,
				outcome.behind().stream().map((behind) -> new Plot.Point(behind.second(), behind.records())).toList());
	}

	private static Section size(LoadedShop shop, ProcessCosts atStart, ProcessCosts afterwards) {
		List<Figure> figures = new ArrayList<>();
		shop.started()
			.forEach((process, took) -> figures
				.add(new Figure("Ready, " + process, "s", Measurement.of(took.toMillis() / 1000.0))));
		atStart.byProcess()
			.forEach((process, cost) -> figures.add(new Figure("Memory after the start, " + process, "MB",
					Measurement.of((double) cost.residentMegabytes()))));
		afterwards.byProcess()
			.forEach((process, cost) -> figures.add(new Figure("Memory after the whole story, " + process, "MB",
					Measurement.of((double) cost.residentMegabytes()))));
		return new Section("size", "Start and size",
				"The processes of the scenario before. The infrastructure starts first, its processes side by side, then the"
						+ " services side by side, on no data: what they take on two cores is what they take from each"
						+ " other, too. Memory is resident, shared pages counted by their share; the services have "
						+ LoadedShop.HEAP + " GB of heap from the beginning, committed when it is first used.",
				figures, List.of());
	}

}
