package pizzashop.benchmarks.scenario;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import pizzashop.benchmarks.load.Answer;
import pizzashop.benchmarks.load.Load;
import pizzashop.benchmarks.load.LoadPlan;
import pizzashop.benchmarks.report.Measurement;
import pizzashop.benchmarks.system.LoadedShop;
import pizzashop.platform.Ports;
import pizzashop.platform.Service;
import pizzashop.platform.check.GroupLag;
import pizzashop.platform.process.PlatformException;
import pizzashop.platform.process.Progress;

/**
 * On what and at what length the scenarios measure.
 *
 * @param directory for the system's data and logs
 * @param progress hears what happens
 */
public record Bench(Path directory, Ports ports, Lengths lengths, Progress progress) {

	/** Enough for everything that is hot, and few enough that compilers get on. */
	private static final double WARM_UP_RATE = 250;

	/** Then, what compilers see to only when it is hotter still. */
	private static final double LATER_WARM_UP_RATE = 2 * WARM_UP_RATE;

	private static final Duration GLANCE = Duration.ofMillis(200);

	private static final Duration LONGEST = Duration.ofMinutes(10);

	/**
	 * How long and how often.
	 *
	 * @param warmUp until order-service's JVM, as busy as it can be, has compiled what is
	 * hot
	 * @param settling until all JVMs have, at a rate that leaves them time for it; half
	 * of that once more at twice the rate; the load tool's own warm-ups come on top
	 * @param rounds how often each is measured
	 * @param round how long each is
	 * @param backlog how many orders wait for the services that are drained
	 * @param sustained how long a rate has to be sustained
	 * @param probe how long a rate is tried before
	 * @param history how many orders are in the tables in the second half of the whole
	 * story
	 */
	public record Lengths(Duration warmUp, Duration settling, int rounds, Duration round, int backlog,
			Duration sustained, Duration probe, int history) {

		/** What the published figures are made with. */
		public static Lengths full() {
			return new Lengths(Duration.ofSeconds(60), Duration.ofSeconds(180), 3, Duration.ofSeconds(10), 200_000,
					Duration.ofSeconds(120), Duration.ofSeconds(20), 1_000_000);
		}

		/** Shows that everything works. Its figures are those of cold JVMs. */
		public static Lengths quick() {
			return new Lengths(Duration.ofSeconds(4), Duration.ofSeconds(4), 2, Duration.ofSeconds(3), 3_000,
					Duration.ofSeconds(8), Duration.ofSeconds(4), 5_000);
		}

	}

	/** Opens a system without data or services. */
	LoadedShop open() {
		return LoadedShop.open(this.directory, this.ports, this.progress);
	}

	/** Plays a load and tells every answer. */
	List<Answer> play(LoadPlan plan) {
		return Load.play(plan, this.directory.resolve("load"));
	}

	/** Has orders come until the JVMs have settled, and returns when all is done. */
	void warmUp(LoadedShop shop, GroupLag lag) {
		URI orderService = shop.ports().url(Service.ORDER);
		Duration settling = this.lengths.settling();
		List<LoadPlan> plans = List.of(LoadPlan.open(orderService, WARM_UP_RATE, settling),
				LoadPlan.open(orderService, LATER_WARM_UP_RATE, settling.dividedBy(2)));
		say("  warming up for %d s".formatted(plans.stream().mapToLong((plan) -> plan.duration().toSeconds()).sum()));
		plans.forEach(this::play);
		awaitAllRead(lag);
	}

	/** What rounds of the same gave, after one that warms up and does not count. */
	Measurement measure(DoubleSupplier round) {
		return new Measurement(rounds(1, round::getAsDouble));
	}

	/** What rounds of the same gave, after some that warm up and do not count. */
	<T> List<T> rounds(int warmUps, Supplier<T> round) {
		return Stream.generate(round).skip(warmUps).limit(this.lengths.rounds()).toList();
	}

	Load begin(LoadPlan plan) {
		return Load.begin(plan, this.directory.resolve("load"));
	}

	void say(String sentence) {
		this.progress.say(sentence);
	}

	/** Waits until every service has read all there is. */
	static void awaitAllRead(GroupLag lag) {
		await("all read", LONGEST,
				() -> Stream.of(Service.values()).allMatch((service) -> lag.of(service.processName()) == 0));
	}

	/**
	 * Waits for a condition.
	 * @param what it is, for the message
	 * @throws PlatformException when it takes too long
	 */
	static void await(String what, Duration longest, BooleanSupplier condition) {
		Instant end = Instant.now().plus(longest);
		while (!condition.getAsBoolean()) {
			if (Instant.now().isAfter(end)) {
				throw new PlatformException("Not " + what + " within " + longest.toSeconds() + " seconds.");
			}
			pause(GLANCE);
		}
	}

	static void pause(Duration duration) {
		try {
			Thread.sleep(duration);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Measuring");
		}
	}

}
