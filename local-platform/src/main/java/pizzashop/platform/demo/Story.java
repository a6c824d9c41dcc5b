package pizzashop.platform.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderFollower;
import pizzashop.platform.customer.OrderLine;
import pizzashop.platform.customer.OrderRefused;
import pizzashop.platform.mail.Mail;
import pizzashop.platform.mail.Mailbox;
import pizzashop.platform.process.PlatformException;

/**
 * Four things that an event-driven system must get right, each done to the running system
 * and observed from outside: by REST, on the topics and in the mailbox.
 */
public final class Story implements AutoCloseable {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private static final Duration MAIL_INTERVAL = Duration.ofMillis(100);

	/**
	 * Enough that one of them meets a certain one of 12 partitions, as good as surely.
	 */
	private static final int MOST_ORDERS = 150;

	/** The others do not even decode an OrderPlaced: its header tells them enough. */
	private static final Set<String> GROUPS_OF_ORDER_PLACED = Set.of("kitchen-service", "notification-service");

	private final OrderClient customer;

	private final OrdersTopic topic;

	private final Mailbox mailbox;

	private final Narrator narrator;

	/** Plays with a system that runs. */
	public Story(OrderClient customer, String bootstrapServers, Mailbox mailbox, Narrator narrator) {
		this.customer = customer;
		this.topic = new OrdersTopic(bootstrapServers);
		this.mailbox = mailbox;
		this.narrator = narrator;
	}

	/** Plays every step, also when one before went wrong. */
	public List<Outcome> play() {
		List<Outcome> outcomes = new ArrayList<>();
		outcomes.add(step("A Margherita is cooked, and its receipt arrives", this::margherita));
		outcomes.add(step("A Hawaiian is rejected and refunded, once", this::hawaiian));
		outcomes.add(
				step("Bytes that are not Avro become dead letters, and the order behind them is cooked", this::poison));
		outcomes.add(step("The same event delivered twice is cooked once", this::duplicate));
		return outcomes;
	}

	private Outcome step(String title, Runnable step) {
		this.narrator.begin(title);
		Outcome outcome;
		try {
			step.run();
			outcome = new Outcome(title, "");
		}
		catch (NotObservedException | OrderRefused | PlatformException ex) {
			outcome = new Outcome(title, String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			outcome = new Outcome(title, "this failure came in between: " + ex);
		}
		this.narrator.end(outcome);
		return outcome;
	}

	private void margherita() {
		Order order = follow(place("Margherita", "ada@example.org"), "ada@example.org");
		require(order.status().equals("READY"), "the order is " + order.status() + ", not READY");
		tellReceipt(order, "ada@example.org");
	}

	private void hawaiian() {
		Order order = follow(place("Hawaiian", "bob@example.org"), "bob@example.org");
		require(order.status().equals("REJECTED"), "the order is " + order.status() + ", not REJECTED");
		require(order.isRefunded(), "the order was not refunded");
		require(this.topic.awaitEvent(order.id(), "RefundIssued", DEADLINE).isPresent(),
				"no RefundIssued came onto the topic");
		requireOne(order, "RefundIssued");
		this.narrator.tell("One RefundIssued is on the topic: the money went back once.");
	}

	private void poison() {
		ConsumerRecord<byte[], byte[]> neighbour = awaitEvent(place("Marinara", "cleo@example.org"), "OrderPlaced");
		byte[] garbage = "These bytes are not Avro.".getBytes(StandardCharsets.UTF_8);
		RecordMetadata sent = this.topic.sendGarbage(neighbour, garbage);
		this.narrator.tell("Put " + garbage.length + " bytes that are not Avro onto " + sent.topic() + "-"
				+ sent.partition() + "@" + sent.offset() + ", with that order's key.");
		Order behind = placeBehind(sent);
		Set<String> missing = this.topic.groupsWithoutDeadLetter(GROUPS_OF_ORDER_PLACED, neighbour.key(), garbage,
				DEADLINE);
		require(missing.isEmpty(), "no dead letter with these bytes from " + new TreeSet<>(missing));
		this.narrator
			.tell("Byte for byte in orders-dlq, a letter from each of " + new TreeSet<>(GROUPS_OF_ORDER_PLACED) + ".");
		Order cooked = follow(behind, "cleo@example.org");
		require(cooked.status().equals("READY"), "the order behind is " + cooked.status() + ", not READY");
	}

	/** Orders go where their id's hash says, so it takes a few until one goes there. */
	private Order placeBehind(RecordMetadata garbage) {
		for (int attempt = 1; attempt <= MOST_ORDERS; attempt++) {
			Order order = this.customer.place("Cleo", "cleo@example.org", List.of(new OrderLine("Marinara", 1)));
			ConsumerRecord<byte[], byte[]> event = awaitEvent(order, "OrderPlaced");
			if (event.partition() == garbage.partition()) {
				this.narrator
					.tell("Order " + order.id() + " stands behind them, at " + event.topic() + "-" + event.partition()
							+ "@" + event.offset() + " (it took " + attempt + " orders to meet that partition).");
				return order;
			}
		}
		throw new NotObservedException("none of " + MOST_ORDERS + " orders went to partition " + garbage.partition());
	}

	private void duplicate() {
		Order order = follow(place("Diavola", "dan@example.org"), "dan@example.org");
		require(order.status().equals("READY"), "the order is " + order.status() + ", not READY");
		tellReceipt(order, "dan@example.org");
		RecordMetadata again = this.topic.sendAgain(awaitEvent(order, "OrderPlaced"));
		this.narrator.tell("Sent its OrderPlaced once more, byte for byte, as " + again.topic() + "-"
				+ again.partition() + "@" + again.offset() + ".");
		Set<String> behind = this.topic.groupsNotPast(again, GROUPS_OF_ORDER_PLACED, DEADLINE);
		require(behind.isEmpty(), "the repeated event was not consumed by " + new TreeSet<>(behind));
		this.narrator
			.tell("Consumed by " + new TreeSet<>(GROUPS_OF_ORDER_PLACED) + "; a next order tells what came of it.");
		// what a second cooking would publish, it would publish before this one is ready
		Order next = follow(place("Funghi", "eve@example.org"), "eve@example.org");
		require(next.status().equals("READY"), "the next order is " + next.status() + ", not READY");
		tellReceipt(next, "eve@example.org");
		requireOne(order, "CookingStarted");
		requireOne(order, "OrderReady");
		long receipts = receipts(order, "dan@example.org").size();
		require(receipts == 1, receipts + " receipts were mailed, not one");
		this.narrator.tell("Order " + order.id() + ": one CookingStarted, one OrderReady, one receipt.");
	}

	private Order place(String pizza, String email) {
		Order order = this.customer.place(nameOf(email), email, List.of(new OrderLine(pizza, 1)));
		this.narrator
			.tell(nameOf(email) + " orders a " + pizza + ": order " + order.id() + ", " + order.status() + ".");
		return order;
	}

	private Order follow(Order order, String email) {
		Order followed = new OrderFollower(this.customer, order.id(), this.narrator::tell).follow(DEADLINE);
		require(followed.isAtItsEnd(), "after " + DEADLINE.toSeconds() + " seconds the order of " + email + ", "
				+ order.id() + ", was still " + followed.status());
		return followed;
	}

	private ConsumerRecord<byte[], byte[]> awaitEvent(Order order, String type) {
		Optional<ConsumerRecord<byte[], byte[]>> event = this.topic.awaitEvent(order.id(), type, DEADLINE);
		return event.orElseThrow(
				() -> new NotObservedException("no " + type + " of order " + order.id() + " came onto the topic"));
	}

	private void requireOne(Order order, String type) {
		long count = this.topic.count(order.id(), type);
		require(count == 1, "there are " + count + " events " + type + " of order " + order.id() + ", not one");
	}

	private void tellReceipt(Order order, String email) {
		long deadline = System.nanoTime() + DEADLINE.toNanos();
		while (receipts(order, email).isEmpty()) {
			require(System.nanoTime() - deadline < 0, "no receipt arrived for " + email);
			pause();
		}
		this.narrator.tell("Mail to " + email + ": \"" + receipts(order, email).getFirst().subject() + "\"");
	}

	private List<Mail> receipts(Order order, String email) {
		return this.mailbox.to(email).stream().filter((mail) -> isReceipt(mail, order)).toList();
	}

	private static boolean isReceipt(Mail mail, Order order) {
		return mail.subject().toLowerCase(Locale.ROOT).contains("receipt")
				&& (mail.text().contains(order.id()) || mail.html().contains(order.id())
						|| mail.messageId().contains(order.id()) || mail.subject().contains(order.id()));
	}

	private static String nameOf(String email) {
		String local = email.substring(0, email.indexOf('@'));
		return local.substring(0, 1).toUpperCase(Locale.ROOT) + local.substring(1);
	}

	private static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new NotObservedException(otherwise);
		}
	}

	private static void pause() {
		try {
			Thread.sleep(MAIL_INTERVAL);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Waiting for mail");
		}
	}

	@Override
	public void close() {
		this.topic.close();
	}

}
