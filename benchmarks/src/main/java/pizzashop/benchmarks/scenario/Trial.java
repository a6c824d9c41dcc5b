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
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;
import pizzashop.benchmarks.load.Answer;
import pizzashop.benchmarks.load.Load;
import pizzashop.benchmarks.load.LoadPlan;
import pizzashop.benchmarks.report.Measurement;
import pizzashop.benchmarks.system.CommitTimes;
import pizzashop.benchmarks.system.LoadedShop;
import pizzashop.benchmarks.system.ProcessCosts;
import pizzashop.benchmarks.system.ProcessCosts.Cost;
import pizzashop.platform.Service;
import pizzashop.platform.check.GroupLag;

/**
 * How the whole system did with orders at a steady rate.
 *
 * @param perSecond orders
 * @param refused orders that were answered 503
 * @param failed orders that were answered otherwise, or not at all
 * @param answers how long they took from when their order was due, in microseconds
 * @param caughtUp how long after the last order was due everything was done
 * @param behind how far the groups were behind, from time to time since the warm-up
 * @param parts of it, one after the other, with their costs
 */
record Trial(double perSecond, int placed, int refused, int failed, Histogram answers, Duration caughtUp,
		List<Behind> behind, List<Part> parts) {

	/** What was placed last has to be through by then. */
	static final Duration CATCH_UP = Duration.ofSeconds(5);

	/** Everyone who reads what becomes of orders: the services, and the sales. */
	private static final List<String> GROUPS = Stream
		.concat(Stream.of(Service.values()).map(Service::processName), Stream.of("kitchen-service-sales"))
		.toList();

	/** That an order brings: three events, each read by every group. */
	private static final int RECORDS = 3 * GROUPS.size();

	/** The load tool's JVM has started by then. */
	private static final Duration STARTING = Duration.ofSeconds(2);

	/** Costs are told for each third. */
	private static final int PARTS = 3;

	private static final int DIGITS = 3;

	private static final Duration GLANCE = Duration.ofSeconds(2);

	private static final Duration LONGEST = Duration.ofMinutes(10);

	/**
	 * How many records the groups had not processed, all together.
	 *
	 * @param second since the load tool's warm-up
	 */
	record Behind(double second, long records) {
	}

	/** What had been spent by a moment, in microseconds since 1970. */
	private record Account(long time, ProcessCosts spent) {
	}

	/**
	 * What was spent in a part of a trial, and the orders whose receipts went out in it.
	 */
	record Part(ProcessCosts costs, long orders) {
	}

	static Trial of(Bench bench, LoadedShop shop, GroupLag lag, double perSecond, Duration duration) {
		LoadPlan plan = LoadPlan.open(shop.ports().url(Service.ORDER), perSecond, duration);
		Duration lead = STARTING.plus(plan.warmUp());
		long began = now();
		List<Behind> behind = new ArrayList<>();
		List<Account> accounts = new ArrayList<>();
		List<Answer> answers;
		try (Load load = bench.begin(plan)) {
			while (!load.isOver()) {
				Bench.pause(GLANCE);
				Duration steady = Duration.of(now() - began, ChronoUnit.MICROS).minus(lead);
				if (steady.isNegative()) {
					continue;
				}
				behind.add(new Behind(steady.toMillis() / 1000.0, GROUPS.stream().mapToLong(lag::of).sum()));
				Duration next = duration.multipliedBy(accounts.size()).dividedBy(PARTS);
				if (accounts.size() < PARTS && steady.compareTo(next) >= 0) {
					accounts.add(new Account(now(), shop.costs()));
				}
			}
			answers = load.await();
		}
		Bench.awaitAllRead(lag);
		// before the rows are looked at, which is no order's cost
		accounts.add(new Account(now(), shop.costs()));
		long last = answers.stream().mapToLong(Answer::due).max().orElseThrow();
		long since = answers.stream().mapToLong(Answer::due).min().orElseThrow() - 1_000_000;
		Set<UUID> placed = answers.stream().map(Answer::order).flatMap(Stream::ofNullable).collect(Collectors.toSet());
		CommitTimes commits = new CommitTimes(shop);
		Bench.await("all READY", LONGEST, () -> commits.ofReady(since).keySet().containsAll(placed));
		Bench.await("all mailed", LONGEST, () -> commits.ofReceipts(since).keySet().containsAll(placed)
				&& commits.readyMails(began) >= commits.ofReceipts(began).size());
		long done = Math.max(latest(commits.ofReady(since)), commits.latestMail(since));
		int refused = (int) answers.stream().filter(Answer::isRefused).count();
		return new Trial(perSecond, placed.size(), refused, answers.size() - placed.size() - refused,
				latencies(answers), Duration.of(Math.max(0, done - last), ChronoUnit.MICROS), behind,
				parts(accounts, commits.ofReceipts(began)));
	}

	private static long now() {
		return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
	}

	private static Histogram latencies(List<Answer> answers) {
		Histogram latencies = new Histogram(DIGITS);
		answers.forEach((answer) -> latencies.recordValue(answer.latency()));
		return latencies;
	}

	private static long latest(Map<UUID, Long> times) {
		return times.values().stream().mapToLong(Long::longValue).max().orElse(0);
	}

	private static List<Part> parts(List<Account> accounts, Map<UUID, Long> receipts) {
		return IntStream.range(1, accounts.size()).mapToObj((number) -> {
			Account from = accounts.get(number - 1);
			Account to = accounts.get(number);
			return new Part(to.spent().since(from.spent()),
					receipts.values().stream().filter((time) -> time > from.time() && time <= to.time()).count());
		}).filter((part) -> part.orders() > 0).toList();
	}

	/**
	 * Everything is done soon after the last order, and the groups were no further behind
	 * in the last third of the time than in the third before, but for what half a second
	 * brings.
	 */
	boolean isSustained() {
		return this.refused == 0 && this.failed == 0 && this.caughtUp.compareTo(CATCH_UP) <= 0
				&& averageBehind(2) <= averageBehind(1) + this.perSecond * RECORDS / 2;
	}

	/** In a third of the time in which orders came, counted from 0. */
	private double averageBehind(int third) {
		double length = (this.placed + this.refused + this.failed) / this.perSecond / 3;
		return this.behind.stream()
			.filter((glance) -> glance.second() >= third * length && glance.second() < (third + 1) * length)
			.mapToLong(Behind::records)
			.average()
			.orElse(0);
	}

	/** How long so many percent of the answers took at most, in seconds. */
	double secondsOf(double percentile) {
		return this.answers.getValueAtPercentile(percentile) / 1_000_000.0;
	}

	/** Those that cost something, each by its name. */
	Set<String> processes() {
		return this.parts.getLast().costs().byProcess().keySet();
	}

	/** In megabytes, at the end. */
	long memoryOf(String process) {
		return costOf(this.parts.getLast(), process).residentMegabytes();
	}

	/** What an order cost a process, part by part. */
	Measurement perOrder(String process, ToDoubleFunction<Cost> cost) {
		return new Measurement(
				this.parts.stream().map((part) -> cost.applyAsDouble(costOf(part, process)) / part.orders()).toList());
	}

	/** What an order cost all processes, part by part. */
	Measurement perOrder(ToDoubleFunction<Cost> cost) {
		return new Measurement(this.parts.stream()
			.map((part) -> part.costs().byProcess().values().stream().mapToDouble(cost).sum() / part.orders())
			.toList());
	}

	private static Cost costOf(Part part, String process) {
		return part.costs().byProcess().getOrDefault(process, Cost.NONE);
	}

	@Override
	public String toString() {
		return "%.0f orders/s: %s, %d refused, the slowest answer after %.2f s, done %.1f s after the last order"
			.formatted(this.perSecond, isSustained() ? "sustained" : "not sustained", this.refused, secondsOf(100),
					this.caughtUp.toMillis() / 1000.0);
	}

}
