package pizzashop.benchmarks.scenario;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import pizzashop.platform.Ports;
import pizzashop.platform.process.Progress;

import static org.assertj.core.api.Assertions.assertThat;

class BenchTests {

	private final Bench bench = new Bench(Path.of("."), Ports.standard(0), Bench.Lengths.quick(), new Progress() {
	});

	@Test
	void roundsThatWarmUpDoNotCount() {
		AtomicInteger round = new AtomicInteger();

		assertThat(this.bench.rounds(3, round::incrementAndGet)).containsExactly(4, 5);
	}

}
