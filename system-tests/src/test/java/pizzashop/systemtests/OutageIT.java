package pizzashop.systemtests;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pizzashop.contracts.Topics;
import pizzashop.platform.Infrastructure;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;
import pizzashop.platform.check.CheckResult;
import pizzashop.platform.customer.TimelineEntry;
import pizzashop.platform.process.ChildProcess;
import pizzashop.platform.process.ParallelStart;
import pizzashop.platform.process.Progress;
import pizzashop.systemtests.Endings.Ending;
import pizzashop.systemtests.load.Answer;
import pizzashop.systemtests.load.Balancer;
import pizzashop.systemtests.load.ConfirmedOrder;
import pizzashop.systemtests.load.Load;
import pizzashop.systemtests.load.StrictCustomers;
import tools.jackson.databind.JsonNode;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Something that the services need is away for a while, under load. */
class OutageIT {

	private static final Duration RESUMED_WITHIN = ofSeconds(15);

	/** Who has just begun has no connection yet, which is another illness. */
	private static final String WAITS_AT_A_RECORD = " at " + Topics.PIZZA_ORDERS + "-";

	/** An order that nothing holds up is in the oven by then. */
	private static final Duration USUAL = ofSeconds(2);

	/** Until then a service may still find a connection that broke in its pool. */
	private static final Duration RECONNECTED = ofSeconds(5);

	private final RunningShop shop = RunningShop.get();

	private final Form form = Form.current();

	private final Balancer orderServices = this.shop.balancerOf(Service.ORDER);

	/** What can be away, and what of an order shows that work goes on when it is back. */
	enum Outage {

		KAFKA("Kafka", Service.KITCHEN, "no connection to a broker"),

		DATABASE("PostgreSQL", Service.KITCHEN, WAITS_AT_A_RECORD),

		REGISTRY("The Schema Registry", Service.KITCHEN, WAITS_AT_A_RECORD),

		MAIL_SERVER("The mail server", Service.NOTIFICATION, WAITS_AT_A_RECORD);

		private final String words;

		private final Service waiting;

		private final String symptom;

		Outage(String words, Service waiting, String symptom) {
			this.words = words;
			this.waiting = waiting;
			this.symptom = symptom;
		}

		ChildProcess processOf(Infrastructure infrastructure) {
			return switch (this) {
				case KAFKA -> infrastructure.kafka();
				case DATABASE -> infrastructure.postgres();
				case REGISTRY -> infrastructure.registry();
				case MAIL_SERVER -> infrastructure.mailServer();
			};
		}

		Stream<Instant> signs(Ending ending) {
			return switch (this) {
				case KAFKA, REGISTRY -> Stream.of(ending.takenAt());
				case DATABASE -> ending.timeline().stream().map(TimelineEntry::at);
				case MAIL_SERVER -> Stream.of(ending.receiptAt());
			};
		}

	}

	/**
	 * When what happened.
	 *
	 * @param down when it was gone
	 * @param back when it was started again
	 * @param up when it did its work again
	 */
	private record Times(Instant down, Instant back, Instant up) {

		/** Whether something happened between a failure and the return from it. */
		boolean isWithin(Answer answer) {
			return answer.sentAt().isAfter(this.down) && answer.answeredAt().isBefore(this.back);
		}

		boolean isWellBefore(Answer answer) {
			return answer.sentAt().isBefore(this.down.minus(RECONNECTED));
		}

		boolean isWellAfter(Answer answer) {
			return answer.sentAt().isAfter(this.up.plus(RECONNECTED));
		}

	}

	@ParameterizedTest
	@EnumSource
	void itIsWaitedForAndEverythingCatchesUpByItself(Outage outage) {
		StrictCustomers customers = new StrictCustomers("outage-" + outage.name().toLowerCase(Locale.ROOT),
				this.orderServices);
		try (Load load = Load.start(this.form.ordersPerSecond(), customers::place)) {
			awaitWork(customers);
			Times times = breakAndRepair(outage, customers);

			Endings endings = new Endings(this.shop, customers.confirmed()).await(ofMinutes(2));

			assertThat(endings.pending()).isEmpty();
			List<Ending> held = heldUp(outage, endings, times);
			Duration resumed = resumed(outage, held, times);
			Duration caughtUp = caughtUp(endings, times);
			await().atMost(ofSeconds(30)).until(() -> customers.answers().stream().anyMatch(times::isWellAfter));
			load.finish(ofMinutes(1));
			checkAnswers(outage, customers.answers(), times);
			Told.line(outage.words + " was away for " + Told.seconds(Duration.between(times.down(), times.up()))
					+ ". The first of " + held.size() + " orders that it held up went on after " + Told.seconds(resumed)
					+ ", the last was at its end after " + Told.seconds(caughtUp));
			assertThat(resumed).isLessThan(RESUMED_WITHIN);
		}
		assertThat(this.shop.check(customers.confirmed())).matches(CheckResult::holds);
	}

	/**
	 * An outage strikes a shop that is at work. Who has just begun has yet to load most
	 * of its classes and to get its partitions, and that would count as the outage's.
	 */
	private void awaitWork(StrictCustomers customers) {
		await().atMost(ofSeconds(30)).until(() -> customers.confirmed().size() >= 2 * this.form.ordersPerSecond());
		assertThat(new Endings(this.shop, customers.confirmed()).await(ofMinutes(1)).pending()).isEmpty();
		awaitHealth(ofMinutes(1));
	}

	private Times breakAndRepair(Outage outage, StrictCustomers customers) {
		ChildProcess process = outage.processOf(this.shop.infrastructure());
		process.kill();
		Instant down = Instant.now();
		Instant back;
		try {
			Told.line(outage.words + " is away");
			switch (outage) {
				case REGISTRY -> beginAnew(customers);
				case DATABASE -> deliverAgain(customers.confirmed().getFirst());
				case KAFKA, MAIL_SERVER -> {
					// every order comes to feel it
				}
			}
			Told.line("A consumer's health says " + awaitIllness(outage));
			// Only from now on does it hold something up.
			Instant until = Instant.now().plus(this.form.outage());
			await().atMost(this.form.outage().plus(ofSeconds(5))).until(() -> Instant.now().isAfter(until));
		}
		finally {
			back = Instant.now();
			process.start();
		}
		Instant up = Instant.now();
		awaitHealth(RESUMED_WITHIN);
		Duration well = Duration.between(up, Instant.now());
		Told.line(outage.words + " is back, and every service said that it is well after " + Told.seconds(well));
		assertThat(well).isLessThan(RESUMED_WITHIN);
		return new Times(down, back, up);
	}

	private void awaitHealth(Duration limit) {
		for (ServiceInstance instance : this.shop.instances(2)) {
			await(instance.process().name() + " is well").atMost(limit)
				.ignoreExceptionsInstanceOf(IOException.class)
				.until(() -> Management.isWell(instance, "consumers", "outbox"));
		}
	}

	/**
	 * Nobody can order anything now, so nothing comes to the consumers that they could
	 * fail at: one gets to hear again what it has heard before.
	 */
	private void deliverAgain(ConfirmedOrder confirmed) {
		try (OrdersTopic topic = new OrdersTopic(this.shop)) {
			topic.sendAgain(topic.eventOf(confirmed.id(), "OrderPlaced"));
		}
	}

	/**
	 * Who knows the schemas does not miss the registry. Who begins anew cannot read
	 * events without it, and takes orders all the same.
	 */
	private void beginAnew(StrictCustomers customers) {
		ChildProcess kitchen = this.shop.instances(Service.KITCHEN).getLast().process();
		ServiceInstance orderService = this.shop.instances(Service.ORDER).getLast();
		this.orderServices.takeOut(orderService.url());
		await().atMost(ofSeconds(30)).until(() -> this.orderServices.onTheWayTo(orderService.url()) == 0);
		List<ChildProcess> anew = List.of(kitchen, orderService.process());
		anew.forEach(ChildProcess::stop);
		ParallelStart.of(anew, Progress.SILENT);
		Instant begun = Instant.now();
		this.orderServices.putIn(orderService.url());
		await().atMost(ofSeconds(30))
			.until(() -> customers.answers()
				.stream()
				.anyMatch((answer) -> answer.instance().equals(orderService.url()) && answer.sentAt().isAfter(begun)));
	}

	/** The shop is open, and yet whoever watches over it sees what is wrong. */
	private String awaitIllness(Outage outage) {
		AtomicReference<String> illness = new AtomicReference<>("");
		await().atMost(ofSeconds(30)).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
			for (ServiceInstance instance : this.shop.instances(outage.waiting)) {
				JsonNode consumers = Management.health(instance, "consumers");
				String details = consumers.path("details").toString();
				if (!consumers.path("status").asString("UP").equals("UP") && details.contains(outage.symptom)) {
					illness.set(consumers.toString());
				}
			}
			return !illness.get().isEmpty();
		});
		return illness.get();
	}

	private List<Ending> heldUp(Outage outage, Endings endings, Times times) {
		return endings.ended()
			.stream()
			.filter((ending) -> ending.order().confirmedAt().isBefore(times.back().minus(USUAL)))
			.filter((ending) -> signsAfter(outage, ending, times).findAny().isPresent())
			.toList();
	}

	private static Duration resumed(Outage outage, List<Ending> held, Times times) {
		Instant first = held.stream()
			.flatMap((ending) -> signsAfter(outage, ending, times))
			.min(Comparator.naturalOrder())
			.orElseThrow();
		return first.isBefore(times.up()) ? Duration.ZERO : Duration.between(times.up(), first);
	}

	/** Until the last order placed before the return had all that it waited for. */
	private static Duration caughtUp(Endings endings, Times times) {
		Instant last = endings.ended()
			.stream()
			.filter((ending) -> ending.order().confirmedAt().isBefore(times.up()))
			.map(Ending::at)
			.max(Comparator.naturalOrder())
			.orElseThrow();
		return last.isBefore(times.up()) ? Duration.ZERO : Duration.between(times.up(), last);
	}

	private static Stream<Instant> signsAfter(Outage outage, Ending ending, Times times) {
		return outage.signs(ending).filter((sign) -> sign.isAfter(times.back()));
	}

	private static void checkAnswers(Outage outage, List<Answer> answers, Times times) {
		List<Answer> within = answers.stream().filter(times::isWithin).toList();
		Told.line("Meanwhile " + within.size() + " customers were answered, the slowest after "
				+ Told.seconds(within.stream().map(Answer::latency).max(Comparator.naturalOrder()).orElseThrow()));
		if (outage != Outage.DATABASE) {
			assertThat(answers).allMatch(Answer::isSuccess);
			return;
		}
		assertThat(within).allMatch(Answer::isComeAgain);
		assertThat(answers).allMatch((answer) -> answer.isSuccess() || answer.isComeAgain());
		assertThat(answers).filteredOn((answer) -> times.isWellBefore(answer) || times.isWellAfter(answer))
			.isNotEmpty()
			.allMatch(Answer::isSuccess);
	}

}
