package pizzashop.platform.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderClient;
import pizzashop.platform.customer.OrderFollower;
import pizzashop.platform.customer.OrderLine;
import pizzashop.platform.customer.OrderRefused;
import pizzashop.platform.mail.Mail;
import pizzashop.platform.mail.Mailbox;
import pizzashop.platform.process.PlatformException;

/**
 * What the steps of the story have in common: orders are placed and watched, mails
 * arrive.
 */
final class Stage {

	/** How long anything may take to be seen. */
	static final Duration DEADLINE = Duration.ofSeconds(30);

	private static final String RECEIPT = "receipt";

	private static final Duration INTERVAL = Duration.ofMillis(100);

	private final OrderClient customer;

	private final OrdersTopic topic;

	private final Mailbox mailbox;

	private final Narrator narrator;

	Stage(OrderClient customer, OrdersTopic topic, Mailbox mailbox, Narrator narrator) {
		this.customer = customer;
		this.topic = topic;
		this.mailbox = mailbox;
		this.narrator = narrator;
	}

	Order place(String pizza, String email) {
		Order order = this.customer.place(nameOf(email), email, List.of(new OrderLine(pizza, 1)));
		this.narrator
			.tell(nameOf(email) + " orders a " + pizza + ": order " + order.id() + ", " + order.status() + ".");
		return order;
	}

	/** The kitchen has it in the oven, whether order-service has heard of that or not. */
	void cancelTooLate(Order order, String email) {
		try {
			Order asked = this.customer.cancel(order.id());
			this.narrator.tell(nameOf(email) + " asks to cancel, and the order is " + asked.status()
					+ " until the kitchen has the last word.");
		}
		catch (OrderRefused ex) {
			this.narrator.tell(nameOf(email) + " asks to cancel. " + ex.getMessage() + ".");
		}
	}

	Order follow(Order order, String email) {
		Order followed = new OrderFollower(this.customer, order.id(), this.narrator::tell).follow(DEADLINE);
		require(followed.isAtItsEnd(), "after " + DEADLINE.toSeconds() + " seconds the order of " + email + ", "
				+ order.id() + ", was still " + followed.status());
		return followed;
	}

	ConsumerRecord<byte[], byte[]> awaitEvent(Order order, String type) {
		Optional<ConsumerRecord<byte[], byte[]>> event = this.topic.awaitEvent(order.id(), type, DEADLINE);
		return event.orElseThrow(
				() -> new NotObservedException("no " + type + " of order " + order.id() + " came onto the topic"));
	}

	void requireOne(Order order, String type) {
		long count = this.topic.count(order.id(), type);
		require(count == 1, "there are " + count + " events " + type + " of order " + order.id() + ", not one");
	}

	void tellReceipt(Order order, String email) {
		tellMail(order, email, RECEIPT);
	}

	/** Waits for the mail about an order with this word in its subject. */
	void tellMail(Order order, String email, String word) {
		Mail mail = await(() -> mailsAbout(order, email, word).stream().findFirst(),
				"no " + word + " arrived for " + email);
		this.narrator.tell("Mail to " + email + ": \"" + mail.subject() + "\"");
	}

	/** The mails to an address, the oldest first. */
	List<Mail> mailsTo(String email) {
		return this.mailbox.to(email);
	}

	List<Mail> receipts(Order order, String email) {
		return mailsAbout(order, email, RECEIPT);
	}

	private List<Mail> mailsAbout(Order order, String email, String word) {
		return this.mailbox.to(email).stream().filter((mail) -> isAbout(mail, order, word)).toList();
	}

	private static boolean isAbout(Mail mail, Order order, String word) {
		return mail.subject().toLowerCase(Locale.ROOT).contains(word)
				&& (mail.text().contains(order.id()) || mail.html().contains(order.id())
						|| mail.messageId().contains(order.id()) || mail.subject().contains(order.id()));
	}

	private static String nameOf(String email) {
		String local = email.substring(0, email.indexOf('@'));
		return local.substring(0, 1).toUpperCase(Locale.ROOT) + local.substring(1);
	}

	static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new NotObservedException(otherwise);
		}
	}

	/** Looks again and again; what does not come in time was not observed. */
	static <T> T await(Supplier<Optional<T>> sight, String otherwise) {
		long deadline = System.nanoTime() + DEADLINE.toNanos();
		Optional<T> seen = sight.get();
		while (seen.isEmpty()) {
			require(System.nanoTime() - deadline < 0, otherwise);
			pause();
			seen = sight.get();
		}
		return seen.get();
	}

	private static void pause() {
		try {
			Thread.sleep(INTERVAL);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Watching the system");
		}
	}

}
