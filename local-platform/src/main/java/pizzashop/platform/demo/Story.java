package pizzashop.platform.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import pizzashop.platform.Ports;
import pizzashop.platform.Service;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderLine;
import pizzashop.platform.customer.OrderRefused;
import pizzashop.platform.http.ServiceRefused;
import pizzashop.platform.mail.Mailbox;
import pizzashop.platform.operator.DeadLetterDesk;
import pizzashop.platform.operator.Letter;
import pizzashop.platform.operator.LetterFilter;
import pizzashop.platform.operator.Signature;
import pizzashop.platform.process.PlatformException;

/**
 * Seven things that an event-driven system must get right, each done to the running
 * system and observed from outside: by REST, on the topics, on the desks and in the
 * mailbox.
 */
public final class Story implements AutoCloseable {

	/**
	 * Enough that one of them meets a certain one of 12 partitions, as good as surely.
	 */
	private static final int MOST_ORDERS = 150;

	/** The others do not even decode an OrderPlaced: its header tells them enough. */
	private static final Set<String> GROUPS_OF_ORDER_PLACED = Set.of("kitchen-service", "notification-service");

	private final OrderClient customer;

	private final OrdersTopic topic;

	private final Narrator narrator;

	private final Stage stage;

	private final JammedOven jammedOven;

	private final List<DeadLetterDesk> desks;

	private final List<String> planted = new ArrayList<>();

	/**
	 * Plays with a system that runs.
	 * @param ports where it is
	 */
	public Story(Ports ports, Mailbox mailbox, Narrator narrator) {
		this.customer = new OrderClient(ports.url(Service.ORDER));
		this.topic = new OrdersTopic(ports.bootstrapServers());
		this.narrator = narrator;
		this.stage = new Stage(this.customer, this.topic, mailbox, narrator);
		this.jammedOven = new JammedOven(this.stage, ports, narrator);
		this.desks = Stream.of(Service.KITCHEN, Service.NOTIFICATION)
			.map((service) -> new DeadLetterDesk(service, ports.managementUrl(service)))
			.toList();
	}

	/** Plays every step, also when one before went wrong. */
	public List<Outcome> play() {
		List<Outcome> outcomes = new ArrayList<>();
		outcomes.add(step("A Margherita is cooked, and its receipt arrives", this::margherita));
		outcomes.add(step("A Hawaiian is rejected and refunded, once", this::hawaiian));
		outcomes.add(step("A customer cancels in time and is refunded; another is too late and gets the pizza",
				this::cancelled));
		outcomes.add(
				step("Bytes that are not Avro become dead letters, and the order behind them is cooked", this::poison));
		outcomes.add(step("The same event delivered twice is cooked once", this::duplicate));
		outcomes.add(step("The oven jams, and the order is cooked after retries", this.jammedOven::retried));
		outcomes.add(step("The oven stays jammed: a dead letter, a mail to the owner, repair, redrive, cooked",
				this.jammedOven::redriven));
		return outcomes;
	}

	/**
	 * The orders of which the story made dead letters: a check of the system has to know
	 * them.
	 */
	public List<String> planted() {
		return Stream.concat(this.planted.stream(), this.jammedOven.planted().stream()).toList();
	}

	private Outcome step(String title, Runnable step) {
		this.narrator.begin(title);
		Outcome outcome;
		try {
			step.run();
			outcome = new Outcome(title, "");
		}
		catch (NotObservedException | OrderRefused | ServiceRefused | PlatformException ex) {
			outcome = new Outcome(title, String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			outcome = new Outcome(title, "this failure came in between: " + ex);
		}
		this.narrator.end(outcome);
		return outcome;
	}

	private void margherita() {
		Order order = this.stage.follow(this.stage.place("Margherita", "ada@example.org"), "ada@example.org");
		Stage.require(order.status().equals("READY"), "the order is " + order.status() + ", not READY");
		this.stage.tellReceipt(order, "ada@example.org");
	}

	private void hawaiian() {
		Order order = this.stage.follow(this.stage.place("Hawaiian", "bob@example.org"), "bob@example.org");
		Stage.require(order.status().equals("REJECTED"), "the order is " + order.status() + ", not REJECTED");
		Stage.require(order.isRefunded(), "the order was not refunded");
		Stage.require(this.topic.awaitEvent(order.id(), "RefundIssued", Stage.DEADLINE).isPresent(),
				"no RefundIssued came onto the topic");
		this.stage.requireOne(order, "RefundIssued");
		this.narrator.tell("One RefundIssued is on the topic: the money went back once.");
	}

	private void cancelled() {
		Order inTime = this.stage.place("Funghi", "hal@example.org");
		this.customer.cancel(inTime.id());
		this.narrator.tell("Hal changes his mind, as by ./pizza cancel " + inTime.id() + ".");
		Order cancelled = this.stage.follow(inTime, "hal@example.org");
		Stage.require(cancelled.status().equals("CANCELLED"), "the order is " + cancelled.status() + ", not CANCELLED");
		Stage.require(this.topic.awaitEvent(inTime.id(), "RefundIssued", Stage.DEADLINE).isPresent(),
				"no RefundIssued came onto the topic");
		this.stage.requireOne(inTime, "RefundIssued");
		this.stage.tellMail(inTime, "hal@example.org", "refund");
		Order late = this.stage.place("Marinara", "ivy@example.org");
		this.stage.awaitEvent(late, "CookingStarted");
		this.stage.cancelTooLate(late, "ivy@example.org");
		Order cooked = this.stage.follow(late, "ivy@example.org");
		Stage.require(cooked.status().equals("READY"), "the order is " + cooked.status() + ", not READY");
		Stage.require(this.topic.count(late.id(), "RefundIssued") == 0, "it was cooked and refunded");
	}

	private void poison() {
		Order order = this.stage.place("Marinara", "cleo@example.org");
		ConsumerRecord<byte[], byte[]> neighbour = this.stage.awaitEvent(order, "OrderPlaced");
		this.planted.add(order.id());
		byte[] garbage = "These bytes are not Avro.".getBytes(StandardCharsets.UTF_8);
		RecordMetadata sent = this.topic.sendGarbage(neighbour, garbage);
		this.narrator.tell("Put " + garbage.length + " bytes that are not Avro onto " + sent.topic() + "-"
				+ sent.partition() + "@" + sent.offset() + ", with that order's key.");
		Order behind = placeBehind(sent);
		Set<String> missing = this.topic.groupsWithoutDeadLetter(GROUPS_OF_ORDER_PLACED, neighbour.key(), garbage,
				Stage.DEADLINE);
		Stage.require(missing.isEmpty(), "no dead letter with these bytes from " + new TreeSet<>(missing));
		this.narrator
			.tell("Byte for byte in orders-dlq, a letter from each of " + new TreeSet<>(GROUPS_OF_ORDER_PLACED) + ".");
		Order cooked = this.stage.follow(behind, "cleo@example.org");
		Stage.require(cooked.status().equals("READY"), "the order behind is " + cooked.status() + ", not READY");
		this.desks.forEach((desk) -> discard(desk, order));
		this.narrator.tell("Discarded on the desks of both, as by ./pizza dlq discard: nobody can ever read them.");
	}

	private static void discard(DeadLetterDesk desk, Order order) {
		Letter letter = Stage.await(() -> desk.list(new LetterFilter(LetterFilter.Status.OPEN, "", order.id()), 1)
			.letters()
			.stream()
			.findFirst(), "no dead letter came onto the desk of " + desk.service().processName());
		desk.discard(letter.id(), new Signature("demo", "Not Avro: nobody can ever read it"));
	}

	/** Orders go where their id's hash says, so it takes a few until one goes there. */
	private Order placeBehind(RecordMetadata garbage) {
		for (int attempt = 1; attempt <= MOST_ORDERS; attempt++) {
			Order order = this.customer.place("Cleo", "cleo@example.org", List.of(new OrderLine("Marinara", 1)));
			ConsumerRecord<byte[], byte[]> event = this.stage.awaitEvent(order, "OrderPlaced");
			if (event.partition() == garbage.partition()) {
				this.narrator.tell("Order " + order.id() + " stands behind them, at " + event.topic() + "-"
						+ event.partition() + "@" + event.offset() + " (it took " + attempt
						+ ((attempt == 1) ? " order" : " orders") + " to meet that partition).");
				return order;
			}
		}
		throw new NotObservedException("none of " + MOST_ORDERS + " orders went to partition " + garbage.partition());
	}

	private void duplicate() {
		Order order = this.stage.follow(this.stage.place("Diavola", "dan@example.org"), "dan@example.org");
		Stage.require(order.status().equals("READY"), "the order is " + order.status() + ", not READY");
		this.stage.tellReceipt(order, "dan@example.org");
		RecordMetadata again = this.topic.sendAgain(this.stage.awaitEvent(order, "OrderPlaced"));
		this.narrator.tell("Sent its OrderPlaced once more, byte for byte, as " + again.topic() + "-"
				+ again.partition() + "@" + again.offset() + ".");
		Set<String> behind = this.topic.groupsNotPast(again, GROUPS_OF_ORDER_PLACED, Stage.DEADLINE);
		Stage.require(behind.isEmpty(), "the repeated event was not consumed by " + new TreeSet<>(behind));
		this.narrator
			.tell("Consumed by " + new TreeSet<>(GROUPS_OF_ORDER_PLACED) + "; a next order tells what came of it.");
		// what a second cooking would publish, it would publish before this one is ready
		Order next = this.stage.follow(this.stage.place("Funghi", "eve@example.org"), "eve@example.org");
		Stage.require(next.status().equals("READY"), "the next order is " + next.status() + ", not READY");
		this.stage.tellReceipt(next, "eve@example.org");
		this.stage.requireOne(order, "CookingStarted");
		this.stage.requireOne(order, "OrderReady");
		long receipts = this.stage.receipts(order, "dan@example.org").size();
		Stage.require(receipts == 1, receipts + " receipts were mailed, not one");
		this.narrator.tell("Order " + order.id() + ": one CookingStarted, one OrderReady, one receipt.");
	}

	@Override
	public void close() {
		this.topic.close();
	}

}
