package pizzashop.notification.alert;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AlertTests {

	private static final Letter OLDEST = letter(0);

	@Test
	void theSameLettersMakeTheSameAlert() {
		assertThat(alert(2, OLDEST).id()).isEqualTo(alert(2, OLDEST).id());
	}

	@Test
	void moreLettersOrOthersOrANextRoundMakeAnotherAlert() {
		assertThat(alert(2, OLDEST).id()).isNotEqualTo(alert(3, OLDEST).id())
			.isNotEqualTo(alert(2, letter(0)).id())
			.isNotEqualTo(alert(2, new Letter(OLDEST.id(), 1, "kitchen-service", null, "Jammed", "")).id());
	}

	@Test
	void theSubjectSaysHowManyAndWhere() {
		assertThat(new Alert(3, List.of(new Alert.Failure("kitchen-service", "Jammed", 1),
				new Alert.Failure("order-service", "Jammed", 1), new Alert.Failure("kitchen-service", "Broken", 1)),
				List.of(OLDEST))
			.subject()).isEqualTo("Dead letters: 3 (kitchen-service, order-service)");
	}

	@Test
	void theSubjectIsBounded() {
		List<Alert.Failure> failures = IntStream.range(0, 10)
			.mapToObj((number) -> new Alert.Failure("service-" + number, "Jammed", 1))
			.toList();

		assertThat(new Alert(10, failures, List.of(OLDEST)).subject())
			.startsWith("Dead letters: 10 (service-0, service-1, ")
			.hasSize(100)
			.endsWith("…");
	}

	@Test
	void whatIsNotListedIsCounted() {
		Alert alert = new Alert(12, List.of(new Alert.Failure("kitchen-service", "Jammed", 9)),
				List.of(OLDEST, letter(1)));

		assertThat(alert.others()).isEqualTo(3);
		assertThat(alert.more()).isEqualTo(10);
	}

	private static Alert alert(int letters, Letter oldest) {
		return new Alert(letters, List.of(new Alert.Failure("kitchen-service", "Jammed", letters)), List.of(oldest));
	}

	private static Letter letter(int round) {
		return new Letter(UUID.randomUUID(), round, "kitchen-service", null, "Jammed", "");
	}

}
