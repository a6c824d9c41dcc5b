package pizzashop.benchmarks.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Made-up reports. */
final class Reports {

	static Report of(Section... sections) {
		return new Report(Instant.parse("2026-11-25T12:34:56Z"), Duration.ofSeconds(1265),
				new Machine(2, "A processor", 8192, "Linux 6", "A virtual machine 21"), List.of(sections));
	}

	static Measurement rounds(double... rounds) {
		return new Measurement(Arrays.stream(rounds).boxed().toList());
	}

	private Reports() {
	}

}
