package pizzashop.notification.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import pizzashop.notification.receipt.Receipt.Customer;

/**
 * The mails that a batch of events makes: who gets them is read once for all, and they go
 * out together.
 */
public final class MailBatch {

	private final Map<UUID, Customer> recipients;

	private final Map<UUID, Customer> newRecipients = new HashMap<>();

	private final List<OutgoingMail> mails = new ArrayList<>();

	/**
	 * @param recipients those that are remembered already, by order
	 */
	MailBatch(Map<UUID, Customer> recipients) {
		this.recipients = recipients;
	}

	/**
	 * Who ordered.
	 * @throws RecipientUnknownException when neither this batch nor any before it said so
	 */
	Customer recipientOf(UUID order) {
		Customer known = this.recipients.getOrDefault(order, this.newRecipients.get(order));
		if (known == null) {
			throw new RecipientUnknownException(order);
		}
		return known;
	}

	void remember(UUID order, Customer customer) {
		this.newRecipients.putIfAbsent(order, customer);
	}

	void add(OutgoingMail mail) {
		this.mails.add(mail);
	}

	Map<UUID, Customer> newRecipients() {
		return this.newRecipients;
	}

	List<OutgoingMail> mails() {
		return this.mails;
	}

}
