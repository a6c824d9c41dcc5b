package pizzashop.kitchen.ticket;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pizzashop.kitchen.ticket.TicketTransition.Trigger;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static pizzashop.kitchen.ticket.TicketStatus.COOKING;
import static pizzashop.kitchen.ticket.TicketStatus.DISCARDED;
import static pizzashop.kitchen.ticket.TicketStatus.QUEUED;
import static pizzashop.kitchen.ticket.TicketStatus.READY;
import static pizzashop.kitchen.ticket.TicketStatus.REJECTED;

class TicketTests {

	private static final @Nullable TicketStatus NONE = null;

	private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

	private static final Instant LATER = NOON.plusSeconds(5);

	private static final Instant LATEST = LATER.plusSeconds(5);

	private static final KitchenOrder ORDER = new KitchenOrder(UUID.randomUUID(),
			List.of(new KitchenOrder.Item("Margherita", 2), new KitchenOrder.Item("Funghi", 1)));

	/** What can happen to an order in the kitchen. */
	private static final Map<Trigger, Predicate<Ticket>> TRIGGERS = Map.of(Trigger.ACCEPTED,
			(ticket) -> ticket.accept(ORDER, LATER), Trigger.REFUSED, (ticket) -> ticket.refuse(ORDER, "no"),
			Trigger.PREPARED, (ticket) -> ticket.putIn(LATER, LATEST), Trigger.BAKED,
			(ticket) -> ticket.takeOut(LATEST), Trigger.CANCELLATION_REQUESTED, (ticket) -> ticket.discard(LATER));

	/** How a ticket gets into each status. */
	private static final Map<TicketStatus, List<Trigger>> HISTORIES = Map.of(QUEUED, List.of(Trigger.ACCEPTED), COOKING,
			List.of(Trigger.ACCEPTED, Trigger.PREPARED), READY,
			List.of(Trigger.ACCEPTED, Trigger.PREPARED, Trigger.BAKED), REJECTED, List.of(Trigger.REFUSED), DISCARDED,
			List.of(Trigger.CANCELLATION_REQUESTED));

	/** The kitchen's part of the saga once more, by hand. */
	static Stream<Arguments> edges() {
		UUID id = ORDER.id();
		return Stream.of(
				arguments(NONE, Trigger.ACCEPTED, QUEUED,
						new TicketEvent.Opened(id, "2 × Margherita, 1 × Funghi", NOON, LATER)),
				arguments(QUEUED, Trigger.PREPARED, COOKING, new TicketEvent.CookingStarted(id, LATER, LATEST)),
				arguments(COOKING, Trigger.BAKED, READY, new TicketEvent.Ready(id, LATEST)),
				arguments(NONE, Trigger.REFUSED, REJECTED, new TicketEvent.Rejected(id, "no", NOON)),
				arguments(QUEUED, Trigger.CANCELLATION_REQUESTED, DISCARDED, new TicketEvent.Discarded(id, LATER)),
				arguments(NONE, Trigger.CANCELLATION_REQUESTED, DISCARDED, new TicketEvent.Discarded(id, LATER)));
	}

	/** Each status, and none, with each trigger that is on no edge: nothing follows. */
	static Stream<Arguments> everythingElse() {
		List<List<Object>> edges = edges().map((edge) -> Arrays.asList(edge.get()[0], edge.get()[1])).toList();
		List<@Nullable TicketStatus> statuses = new ArrayList<>(List.of(TicketStatus.values()));
		statuses.add(NONE);
		return statuses.stream()
			.flatMap((status) -> Stream.of(Trigger.values())
				.filter((trigger) -> !edges.contains(Arrays.asList(status, trigger)))
				.map((trigger) -> arguments(status, trigger, status, null)));
	}

	static Stream<Arguments> edgesAndEverythingElse() {
		return Stream.concat(edges(), everythingElse());
	}

	@ParameterizedTest
	@MethodSource("edgesAndEverythingElse")
	void aTicketBecomesWhatTheSagaSays(@Nullable TicketStatus before, Trigger trigger, @Nullable TicketStatus after,
			@Nullable TicketEvent event) {
		Ticket ticket = ticketThatIs(before);

		assertThat(happens(ticket, trigger)).isEqualTo(event != null);
		assertThat(statusOf(ticket)).isEqualTo(after);
		assertThat(ticket.events()).isEqualTo(Stream.ofNullable(event).toList());
	}

	@AfterAll
	static void tellHowMany() {
		System.out.println("The kitchen's part of the saga: " + edges().count() + " edges walked, "
				+ everythingElse().count() + " pairs of status and event that change nothing");
	}

	@Test
	void whatIsDiscardedBeforeItIsKnownHasNothingOnIt() {
		Ticket ticket = ticketThatIs(DISCARDED);

		assertThat(ticket.pizzas()).isNull();
		assertThat(ticket.discardedAt()).isEqualTo(LATER);
	}

	@Test
	void aTicketThatGoesIntoTheOvenAtOnceDoesNotWait() {
		assertThat(new TicketEvent.Opened(ORDER.id(), "", NOON, NOON).isWaiting()).isFalse();
		assertThat(new TicketEvent.Opened(ORDER.id(), "", NOON, LATER).isWaiting()).isTrue();
	}

	private static Ticket ticketThatIs(@Nullable TicketStatus status) {
		Ticket ticket = new Ticket(ORDER.id(), NOON, null);
		if (status != null) {
			Objects.requireNonNull(HISTORIES.get(status)).forEach((trigger) -> happens(ticket, trigger));
		}
		assertThat(statusOf(ticket)).isEqualTo(status);
		ticket.eventsArePublished();
		return ticket;
	}

	private static boolean happens(Ticket ticket, Trigger trigger) {
		return Objects.requireNonNull(TRIGGERS.get(trigger)).test(ticket);
	}

	/** Also that of a ticket which is none yet. */
	private static @Nullable Object statusOf(Ticket ticket) {
		return ReflectionTestUtils.getField(ticket, "status");
	}

}
