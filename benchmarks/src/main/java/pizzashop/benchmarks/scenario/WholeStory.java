package pizzashop.benchmarks.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import pizzashop.benchmarks.limit.BareWork;
import pizzashop.benchmarks.limit.Receipt;
import pizzashop.benchmarks.report.Figure;
import pizzashop.benchmarks.report.Measurement;
import pizzashop.benchmarks.report.Plot;
import pizzashop.benchmarks.report.Section;
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

	/** So many times the sustained rate is too much. */
	private static final double OVERLOAD = 3;

	private static final double LONGEST_ANSWER_SECONDS = 1;

	/** Of an order: the receipt, and that it is ready. */
	private static final int MAILS = 2;

	private static final double BYTES_PER_KILOBYTE = 1024;

	@Override
	public String id() {
		return "story";
	}

	@Override
	public List<Section> measure(Bench bench) {
		try (LoadedShop shop = bench.open(); GroupLag lag = new GroupLag(shop.bootstrapServers())) {
			shop.startServices();
			ProcessCosts atStart = shop.costs();
			bench.warmUp(shop, lag);
			Duration probe = bench.lengths().probe();
			Duration sustained = bench.lengths().sustained();
			RateSearch search = new RateSearch((rate) -> trial(bench, shop, lag, rate, probe),
					(rate) -> trial(bench, shop, lag, rate, sustained));
			Trial empty = search.highest();
			bench.say("  too many orders");
			Trial overload = search.briefly().apply(empty.perSecond() * OVERLOAD);
			bench.say("  writing %,d orders into the tables".formatted(bench.lengths().history()));
			History.write(shop, bench.lengths().history());
			shop.checkpoint();
			Trial same = search.atLength().apply(empty.perSecond());
			Trial full = same.isSustained() ? same : search.highestBelow(same);
			Section size = size(shop, atStart, shop.costs());
			Limits limits = Limits.measure(bench, shop);
			return List.of(story(bench, empty, same, full, limits), overload(bench, overload), size);
		}
	}

	private static Trial trial(Bench bench, LoadedShop shop, GroupLag lag, double perSecond, Duration duration) {
		Trial trial = Trial.of(bench, shop, lag, perSecond, duration);
		bench.say("  " + trial);
		return trial;
	}

	/** What weighs most of an order's work, by bare loops, in orders a second. */
	private record Limits(Measurement orders, Measurement tickets, Measurement receipts, Measurement mails) {

		static Limits measure(Bench bench, LoadedShop shop) {
			bench.say("  inserting the same rows and mailing the same mails");
			Receipt receipt = Receipt.mailedBy(shop);
			shop.stopServices();
			shop.checkpoint();
			Duration round = bench.lengths().round().dividedBy(2);
			return new Limits(bench.measure(() -> BareWork.orders(shop, round)),
					bench.measure(() -> BareWork.tickets(shop, round)),
					bench.measure(() -> BareWork.receipts(shop, receipt, round)),
					bench.measure(() -> BareWork.mails(shop, receipt, round) / MAILS));
		}

		Measurement inSeries() {
			return this.orders.inSeriesWith(this.tickets).inSeriesWith(this.receipts).inSeriesWith(this.mails);
		}

		List<Figure> figures() {
			return List.of(new Figure("a: bare JDBC batch inserts of the rows of orders", "orders/s", this.orders),
					new Figure("b: bare JDBC batch inserts of the rows of tickets", "orders/s", this.tickets),
					new Figure("c: bare JDBC batch inserts of the rows of receipts", "orders/s", this.receipts),
					new Figure("d: bare mails, two an order", "orders/s", this.mails));
		}

	}

	private Section story(Bench bench, Trial empty, Trial same, Trial full, Limits limits) {
		int history = bench.lengths().history();
		List<Figure> figures = new ArrayList<>();
		figures.add(new Figure("Highest sustained rate, empty tables", "orders/s", Measurement.of(empty.perSecond()))
			.comparedWith("all limits in series, 1 / (1/a + 1/b + 1/c + 1/d)", limits.inSeries())
			// a step of the search may be a little less
			.withGoal("at least 1,000 orders/s", empty.isSustained() && Math.round(empty.perSecond()) >= GOAL));
		figures.add(new Figure(String.format("Highest sustained rate, %,d orders in the tables", history), "orders/s",
				Measurement.of(full.perSecond()))
			.comparedWith("with empty tables", Measurement.of(empty.perSecond())));
		figures.addAll(limits.figures());
		figures.add(cost("Processor time of an order, all processes", "ms of CPU", empty.perOrder(Cost::cpuMillis),
				same.perOrder(Cost::cpuMillis), history));
		empty.processes()
			.forEach((process) -> figures.add(cost("Processor time of an order, " + process, "ms of CPU",
					empty.perOrder(process, Cost::cpuMillis), same.perOrder(process, Cost::cpuMillis), history)));
		for (String process : List.of("postgresql", "kafka", "mail-server")) {
			figures.add(cost("Written to the disk for an order, " + process, "kB",
					empty.perOrder(process, WholeStory::kilobytes), same.perOrder(process, WholeStory::kilobytes),
					history));
		}
		return new Section(id(), "The whole story", String
			.format("The whole system, orders at a steady rate for %d s, the kitchen's times zero. A rate is sustained when no"
					+ " order was refused, the lag of all groups together grew by no more than half a second's records in the last"
					+ " third of the time, and within %d s of when the last order was due every order"
					+ " was READY and both its mails in the hands of the mail server. Rates are %.0f %% apart: the next one was"
					+ " not sustained with empty tables, and not tried with full ones. Trials of %d s told where to begin. Costs are those of the"
					+ " system's processes, the load tool not counted, divided by the orders, for each third of the way from the end of the load tool's warm-up until all was read,"
					+ " first with empty tables, that is with no orders but those of"
					+ " the trials before, then with %,d more in them. PostgreSQL says itself what it wrote, the others'"
					+ " bytes are as Linux counts them"
					+ (same.isSustained() ? "." : ", at which it was not sustained any more.")
					+ " The limits, measured at the end without the services and with all those orders in the tables, are what weighs"
					+ " most of an order's work, each kind with all of the machine: its rows (a), its ticket's (b) and its receipt's (c),"
					+ " inserted in batches as the services do at best, and two mails (d). Kafka is not in them, nor what follows when"
					+ " the order is READY, but for its mail.", bench.lengths().sustained().toSeconds(),
					Trial.CATCH_UP.toSeconds(), 100 * (RateSearch.STEP - 1), bench.lengths().probe().toSeconds(),
					history),
				figures, List.of(behind(curve("empty tables", empty), curve("full tables", same))));
	}

	private static Section overload(Bench bench, Trial trial) {
		double slowest = trial.secondsOf(100);
		return new Section("overload", "Too many orders", String.format(
				"%.0f times the sustained rate for %d s. What cannot be placed in time is refused with 503; such answers count as the others do, from when the order was due. Everything that"
						+ " was placed is mailed and READY afterwards, or this would not be told.",
				OVERLOAD, bench.lengths().probe().toSeconds()),
				List.of(new Figure("Orders that came", "orders/s", Measurement.of(trial.perSecond())),
						new Figure("Orders placed, of those that came", "%",
								Measurement.of(100.0 * trial.placed() / (trial.placed() + trial.refused()))),
						new Figure("Answered otherwise than 201 or 503", "orders",
								Measurement.of((double) trial.failed()))
							.withGoal("none", trial.failed() == 0),
						new Figure("99 % of the answers came within", "s", Measurement.of(trial.secondsOf(99))),
						new Figure("The slowest answer", "s", Measurement.of(slowest)).withGoal("at most 1 s",
								slowest <= LONGEST_ANSWER_SECONDS),
						new Figure("Everything done after the last order was due", "s",
								Measurement.of(trial.caughtUp().toMillis() / 1000.0)),
						new Figure("Memory of order-service afterwards", "MB",
								Measurement.of((double) trial.memoryOf(Service.ORDER.processName())))),
				List.of(behind(curve("too many orders", trial))));
	}

	/** How it grows with the tables: beside it what it is without. */
	private static Figure cost(String name, String unit, Measurement empty, Measurement full, int history) {
		Figure figure = new Figure(String.format("%s, %,d orders in the tables", name, history), unit, full);
		return (empty.lowest() > 0 && full.lowest() > 0) ? figure.comparedWith("with empty tables", empty) : figure;
	}

	private static double kilobytes(Cost cost) {
		return cost.writtenBytes() / BYTES_PER_KILOBYTE;
	}

	private static Plot behind(Plot.Series... curves) {
		return new Plot("Records that the groups had not processed yet", "seconds since the load tool's warm-up",
				"records", false, List.of(curves));
	}

	private static Plot.Series curve(String name, Trial trial) {
		return new Plot.Series(name,
				trial.behind().stream().map((behind) -> new Plot.Point(behind.second(), behind.records())).toList());
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
						+ LoadedShop.HEAP + " GB of heap, all of it there from the start.",
				figures, List.of());
	}

}
