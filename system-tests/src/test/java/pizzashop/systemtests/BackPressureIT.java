package pizzashop.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.check.CheckResult;
import pizzashop.systemtests.load.Answer;
import pizzashop.systemtests.load.Balancer;
import pizzashop.systemtests.load.Load;
import pizzashop.systemtests.load.StrictCustomers;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** More orders than the system sustains, a bounded number of them. */
class BackPressureIT {

	/** Each core places and cooks about a hundred a second in a service this small. */
	private static final int PER_SECOND = 200 * Runtime.getRuntime().availableProcessors();

	/** Until the instance has seen so many it compiles more than it serves. */
	private static final int FIRST = 3000;

	private static final int SECOND = 3000;

	private static final Duration A_SECOND = ofSeconds(1);

	/** A heap of 128 MB, code, classes, and the buffers of so many connections. */
	private static final int MOST_MEGABYTES = 450;

	private final RunningShop shop = RunningShop.alone();

	private final ServiceInstance instance = this.shop.instances(Service.ORDER).getFirst();

	private final Balancer balancer = new Balancer(List.of(this.instance.url()));

	@AfterEach
	void close() {
		this.shop.close();
	}

	@Test
	void whatIsTooMuchIsRefusedBeforeASecondIsOverAndTheRestIsMade() throws IOException {
		long process = this.instance.process().pid();
		StrictCustomers first = come(FIRST, "first-crowd");
		StrictCustomers second = come(SECOND, "second-crowd");

		long megabytes = residentMegabytes(process);
		List<Duration> latencies = second.answers().stream().map(Answer::latency).sorted().toList();
		List<Answer> refused = second.answers().stream().filter(Answer::isComeAgain).toList();
		Told.line(Told.number(first.answers().size() + second.answers().size()) + " orders came, "
				+ Told.number(first.confirmed().size() + second.confirmed().size())
				+ " were placed; of the second crowd " + Told.number(refused.size()) + " were refused; answers after "
				+ Told.seconds(percentile(latencies, 50)) + ", 99 % within " + Told.seconds(percentile(latencies, 99))
				+ ", all within " + Told.seconds(latencies.getLast()) + "; order-service takes " + megabytes + " MB");

		assertThat(Stream.of(first, second).map(StrictCustomers::answers).flatMap(Collection::stream))
			.allMatch((answer) -> answer.isSuccess() || answer.isComeAgain());
		assertThat(refused).isNotEmpty();
		assertThat(second.confirmed()).isNotEmpty();
		assertThat(percentile(latencies, 99)).isLessThan(A_SECOND);
		assertThat(megabytes).isLessThan(MOST_MEGABYTES);
		assertThat(this.instance.process().pid()).isEqualTo(process);
		assertThat(this.shop.check(Stream.of(first, second).flatMap((crowd) -> crowd.confirmed().stream()).toList()))
			.matches(CheckResult::holds);
	}

	private StrictCustomers come(int orders, String name) {
		StrictCustomers customers = new StrictCustomers(name, this.balancer);
		try (Load load = Load.start(PER_SECOND, customers::place)) {
			await().atMost(ofMinutes(1)).until(() -> customers.answers().size() >= orders);
			load.finish(ofSeconds(30));
		}
		return customers;
	}

	private static Duration percentile(List<Duration> sorted, int percent) {
		return sorted.get((sorted.size() - 1) * percent / 100);
	}

	/** Zero where the operating system does not tell, as only Linux does. */
	private static long residentMegabytes(long process) throws IOException {
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
