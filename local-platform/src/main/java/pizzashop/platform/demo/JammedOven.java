package pizzashop.platform.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import pizzashop.platform.Ports;
import pizzashop.platform.Service;
import pizzashop.platform.customer.Order;
import pizzashop.platform.letters.ShortId;
import pizzashop.platform.letters.Visible;
import pizzashop.platform.mail.Mail;
import pizzashop.platform.operator.DeadLetterDesk;
import pizzashop.platform.operator.Letter;
import pizzashop.platform.operator.LetterFilter;
import pizzashop.platform.operator.LetterFilter.Status;
import pizzashop.platform.operator.Metrics;
import pizzashop.platform.operator.Oven;
import pizzashop.platform.operator.Signature;

/** The steps in which the kitchen's oven jams; it works again when they are over. */
final class JammedOven {

	private static final String OWNER = "owner@pizzashop.example";

	private static final String SUBJECT = "Dead letters: ";

	/** The kitchen makes five, the last one after some three seconds. */
	private static final int ATTEMPTS_BEFORE_THE_REPAIR = 2;

	private final Stage stage;

	private final Narrator narrator;

	private final Oven oven;

	private final DeadLetterDesk desk;

	private final Metrics kitchen;

	private final Metrics notification;

	private final List<String> planted = new ArrayList<>();

	JammedOven(Stage stage, Ports ports, Narrator narrator) {
		this.stage = stage;
		this.narrator = narrator;
		this.oven = new Oven(ports.managementUrl(Service.KITCHEN));
		this.desk = new DeadLetterDesk(Service.KITCHEN, ports.managementUrl(Service.KITCHEN));
		this.kitchen = new Metrics(Service.KITCHEN, ports.managementUrl(Service.KITCHEN));
		this.notification = new Metrics(Service.NOTIFICATION, ports.managementUrl(Service.NOTIFICATION));
	}

	/** It is repaired while the kitchen still tries. */
	void retried() {
		whileJammed(() -> {
			long before = retries();
			Order order = this.stage.place("Prosciutto", "fay@example.org");
			long failed = Stage.await(
					() -> Optional.of(retries() - before).filter((count) -> count >= ATTEMPTS_BEFORE_THE_REPAIR),
					"the kitchen did not try twice");
			this.narrator.tell("The kitchen failed with it " + failed
					+ " times and will try again, each time after a longer wait; only this partition waits.");
			repair();
			cooked(order, "fay@example.org");
			long letters = lettersOf(order).size();
			Stage.require(letters == 0, "the kitchen wrote " + letters + " dead letters of it");
			this.narrator.tell("No dead letter: a fault that passes costs time, and nothing else.");
		});
	}

	/** It is repaired when the kitchen has given up. */
	void redriven() {
		whileJammed(() -> {
			long before = skipped();
			Order order = this.stage.place("Funghi", "gus@example.org");
			this.planted.add(order.id());
			Letter letter = Stage.await(() -> lettersOf(order).stream().findFirst(),
					"no dead letter came onto the kitchen's desk");
			Stage.require(letter.cause().toLowerCase(Locale.ROOT).contains("jammed"),
					"the dead letter does not name the oven: " + letter.cause());
			this.narrator.tell("After " + letter.attempts() + " attempts it is dead letter " + ShortId.of(letter) + " ("
					+ Visible.line(letter.cause()) + "): ./pizza dlq show " + ShortId.of(letter) + " tells all of it.");
			Mail mail = Stage.await(() -> alertAbout(letter), "no mail about the dead letter came to " + OWNER);
			this.narrator.tell("Mail to " + OWNER + ": \"" + mail.subject() + "\"");
			repair();
			Letter redriven = this.desk.redrive(letter.id(), new Signature("demo", "The oven works again"), false,
					false);
			Stage.require(redriven.status().equals(Status.REDRIVEN.name()), "the letter is " + redriven.status());
			this.narrator.tell("Redriven, as by ./pizza dlq redrive " + ShortId.of(letter)
					+ ": the same event goes back to the kitchen alone.");
			cooked(order, "gus@example.org");
			Stage.await(() -> Optional.of(skipped()).filter((count) -> count > before),
					"notification-service did not skip the redriven record");
			this.stage.tellReceipt(order, "gus@example.org");
			int receipts = this.stage.receipts(order, "gus@example.org").size();
			Stage.require(receipts == 1, receipts + " receipts were mailed, not one");
			this.narrator.tell(
					"notification-service, which had not failed, skipped the redriven record: one receipt, as before.");
		});
	}

	/** The orders of which dead letters were made. */
	List<String> planted() {
		return List.copyOf(this.planted);
	}

	/** Whatever comes of the step, the next one finds an oven that works. */
	private void whileJammed(Runnable step) {
		this.oven.jam();
		this.narrator.tell("Jammed the oven, as by ./pizza oven jam.");
		try {
			step.run();
		}
		catch (RuntimeException ex) {
			repairAfter(ex);
			throw ex;
		}
	}

	private void repairAfter(RuntimeException failure) {
		try {
			this.oven.repair();
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

	private void repair() {
		this.oven.repair();
		this.narrator.tell("Repaired the oven, as by ./pizza oven repair.");
	}

	private void cooked(Order order, String email) {
		Order followed = this.stage.follow(order, email);
		Stage.require(followed.status().equals("READY"), "the order is " + followed.status() + ", not READY");
	}

	private long retries() {
		return this.kitchen.count("messaging.retries", "kind:HANDLER");
	}

	private long skipped() {
		return this.notification.count("messaging.inbox.skipped", "reason:other-group");
	}

	private List<Letter> lettersOf(Order order) {
		return this.desk.list(new LetterFilter(Status.ALL, "", order.id()), 10).letters();
	}

	/** Other dead letters of the story have mails of their own. */
	private Optional<Mail> alertAbout(Letter letter) {
		return this.stage.mailsTo(OWNER)
			.stream()
			.filter((mail) -> mail.subject().startsWith(SUBJECT))
			.filter((mail) -> mail.text().contains(ShortId.of(letter)) || mail.text().contains(letter.order()))
			.findFirst();
	}

}
