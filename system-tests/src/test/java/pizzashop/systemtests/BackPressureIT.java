package pizzashop.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import pizzashop.platform.PizzaShop;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.check.CheckResult;
import pizzashop.platform.process.ChildProcess;
import pizzashop.systemtests.load.Answer;
import pizzashop.systemtests.load.Balancer;
import pizzashop.systemtests.load.ConfirmedOrder;
import pizzashop.systemtests.load.Load;
import pizzashop.systemtests.load.StrictCustomers;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * More orders than the system sustains, a bounded number of them: in a shop of its own,
 * with one instance of each service.
 */
class BackPressureIT {

	private static final int SECONDS = 8;

	/** More would only take longer. */
	private static final int MOST_ORDERS = 12_800;

	/** Crowds that find code which is not compiled yet. */
	private static final int WARM_UPS = 2;

	/** Orders a second, in the first crowds. */
	private static final int SLOWEST_CROWD = 100;

	/** Orders a second. A machine that places so many needs another test. */
	private static final int FASTEST_CROWD = 12_800;

	/**
	 * How many crowds may come again because they were not answered in time: a machine
	 * that stands still for seconds, or its disk, answers nobody.
	 */
	private static final int MOST_LATE_CROWDS = 2;

	private static final Duration A_SECOND = ofSeconds(1);

	/** A heap of 128 MB, code, classes, and the buffers of so many connections. */
	private static final int MOST_MEGABYTES = 450;

	@Test
	void whatIsTooMuchIsRefusedBeforeASecondIsOverAndTheRestIsMade() throws IOException {
		try (PizzaShop shop = PizzaShop.open(RunningShop.directory())) {
			shop.startServices(
					Map.of(Service.KITCHEN, Map.of("KITCHEN_PREPARATIONTIME", "0s", "KITCHEN_BAKETIME", "0s")));
			ServiceInstance orderService = RunningShop.first(shop, Service.ORDER);
			List<ConfirmedOrder> orders = new ArrayList<>();
			int perSecond = SLOWEST_CROWD;
			for (int i = 0; i < WARM_UPS; i++) {
				come(perSecond, orderService.url(), orders);
			}
			StrictCustomers crowd;
			int late = 0;
			do { // what is too much depends on the machine
				perSecond *= 2;
				crowd = come(perSecond, orderService.url(), orders);
				while (!isInTime(crowd) && late < MOST_LATE_CROWDS) {
					late++;
					crowd = come(perSecond, orderService.url(), orders);
				}
			}
			while (refused(crowd).isEmpty() && perSecond < FASTEST_CROWD);

			long megabytes = mostMegabytes(orderService.process().pid());
			Told.line("order-service took " + megabytes + " MB at most");

			assertThat(refused(crowd)).isNotEmpty();
			assertThat(crowd.confirmed()).isNotEmpty();
			assertThat(isInTime(crowd)).as(howSoon(crowd)).isTrue();
			assertThat(megabytes).isLessThan(MOST_MEGABYTES);
			assertThat(shop.processes()).allMatch(ChildProcess::isAlive);
			if (OS.LINUX.isCurrentOs()) {
				assertThat(shop.processes()).filteredOn(BackPressureIT::givesWay)
					.extracting(ChildProcess::name)
					.containsExactlyInAnyOrder("kitchen-service", "notification-service", "kafka", "mail-server");
			}
			assertThat(RunningShop.check(shop, Set.of(), orders)).matches(CheckResult::holds);
		}
	}

	private static StrictCustomers come(int perSecond, URI orderService, List<ConfirmedOrder> confirmed) {
		StrictCustomers customers = new StrictCustomers("crowd-" + System.nanoTime(),
				new Balancer(List.of(orderService)));
		try (Load load = Load.start(perSecond, customers::place)) {
			int orders = Math.min(SECONDS * perSecond, MOST_ORDERS);
			await().atMost(ofMinutes(1)).until(() -> customers.answers().size() >= orders);
			load.finish(ofSeconds(30));
		}
		Told.line(Told.number(perSecond) + " orders a second, until " + Told.number(customers.answers().size())
				+ " had come: " + Told.number(customers.confirmed().size()) + " were placed, "
				+ Told.number(refused(customers).size()) + " refused; " + howSoon(customers));
		assertThat(customers.answers()).allMatch((answer) -> answer.isSuccess() || answer.isComeAgain());
		confirmed.addAll(customers.confirmed());
		return customers;
	}

	private static String howSoon(StrictCustomers crowd) {
		List<Duration> latencies = latencies(crowd);
		return "half of the answers came within " + Told.seconds(percentile(latencies, 50)) + ", 95 % within "
				+ Told.seconds(percentile(latencies, 95)) + ", 99 % within " + Told.seconds(percentile(latencies, 99))
				+ ", all within " + Told.seconds(latencies.getLast());
	}

	/** Customers on the system's own cores are not all heard at once. */
	private static boolean isInTime(StrictCustomers crowd) {
		List<Duration> latencies = latencies(crowd);
		return percentile(latencies, 95).compareTo(A_SECOND) < 0
				&& latencies.getLast().compareTo(A_SECOND.multipliedBy(2)) < 0;
	}

	private static List<Duration> latencies(StrictCustomers customers) {
		return customers.answers().stream().map(Answer::latency).sorted().toList();
	}

	private static List<Answer> refused(StrictCustomers customers) {
		return customers.answers().stream().filter(Answer::isComeAgain).toList();
	}

	private static Duration percentile(List<Duration> sorted, int percent) {
		return sorted.get((sorted.size() - 1) * percent / 100);
	}

	/** Whether it is nicer than this one. */
	private static boolean givesWay(ChildProcess process) {
		return nicenessOf(process.pid()) > nicenessOf(ProcessHandle.current().pid());
	}

	/** The 19th field of what Linux tells, the 17th after the name. */
	private static int nicenessOf(long process) {
		try {
			String afterItsName = Files.readString(Path.of("/proc", Long.toString(process), "stat"))
				.replaceAll("(?s).*\\) ", "");
			return Integer.parseInt(afterItsName.split(" ", -1)[16]);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What a process had resident at most. Zero where the operating system does not tell,
	 * as only Linux does.
	 */
	private static long mostMegabytes(long process) throws IOException {
		Path status = Path.of("/proc", Long.toString(process), "status");
		if (!Files.isReadable(status)) {
			return 0;
		}
		try (Stream<String> lines = Files.lines(status)) {
			return lines.filter((line) -> line.startsWith("VmHWM:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
				.findFirst()
				.orElseThrow();
		}
	}

}
