package pizzashop.kitchen.ticket;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TicketTests {

	private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

	private final KitchenOrder order = new KitchenOrder(UUID.randomUUID(),
			List.of(new KitchenOrder.Item("Margherita", 2), new KitchenOrder.Item("Funghi", 1)));

	@Test
	void aTicketSaysWhatToBake() {
		assertThat(Ticket.cooking(this.order, NOON, NOON.plusSeconds(5)).pizzas())
			.isEqualTo("2 × Margherita, 1 × Funghi");
	}

	@Test
	void whatIsInTheOvenIsTakenOutOnce() {
		Ticket ticket = Ticket.cooking(this.order, NOON, NOON.plusSeconds(5));

		ticket.takeOut(NOON.plusSeconds(6));

		assertThat(ticket.status()).isEqualTo(TicketStatus.READY);
		assertThat(ticket.readyAt()).isEqualTo(NOON.plusSeconds(6));
		assertThatIllegalStateException().isThrownBy(() -> ticket.takeOut(NOON)).withMessageContaining("READY");
	}

	@Test
	void whatWasRejectedIsNotInTheOven() {
		Ticket ticket = Ticket.rejected(this.order, NOON, "no");

		assertThatIllegalStateException().isThrownBy(() -> ticket.takeOut(NOON)).withMessageContaining("REJECTED");
	}

}
