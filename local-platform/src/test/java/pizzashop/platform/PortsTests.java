package pizzashop.platform;

import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import pizzashop.platform.process.PlatformException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PortsTests {

	@Test
	void anOffsetShiftsEveryPort() {
		assertThat(Ports.standard(0)).isEqualTo(new Ports(9092, 9093, 8081, 9081, 5433, 1025, 8080, 8082, 8083));
		assertThat(Ports.standard(100)).isEqualTo(new Ports(9192, 9193, 8181, 9181, 5533, 1125, 8180, 8182, 8183));
	}

	@Test
	void theLargestOffsetIsStillAPort() {
		Ports ports = Ports.standard(Ports.MAXIMUM_OFFSET);

		assertThat(Ports.managementOf(ports.notificationService())).isLessThan(65536);
		assertThat(ports.kafkaController()).isLessThan(65536);
	}

	@Test
	void anOffsetOutOfRangeIsRefusedInWords() {
		assertThatExceptionOfType(PlatformException.class).isThrownBy(() -> Ports.standard(-1))
			.withMessage("The port offset -1 is out of range: take one from 0 to 56000.");
		assertThatExceptionOfType(PlatformException.class).isThrownBy(() -> Ports.standard(56_001));
	}

	@Test
	void freePortsKeepOutOfEachOthersWay() {
		// six for the infrastructure; one of those, and services with their management
		// there; one that fits; its own two once more; two that fit
		IntStream colliding = IntStream.of(21000, 21001, 21002, 21003, 21004, 21005, 21000, 20000, 20005, 20006, 20006,
				21006, 20007, 20008);
		PrimitiveIterator.OfInt candidates = IntStream.concat(colliding, IntStream.range(22000, 22999)).iterator();

		Ports ports = Ports.free(candidates::nextInt);

		assertThat(List.of(ports.kafka(), ports.kafkaController(), ports.registry(), ports.registryManagement(),
				ports.postgres(), ports.smtp(), ports.orderService(), Ports.managementOf(ports.orderService()),
				ports.kitchenService(), Ports.managementOf(ports.kitchenService()), ports.notificationService(),
				Ports.managementOf(ports.notificationService())))
			.doesNotHaveDuplicates();
	}

}
