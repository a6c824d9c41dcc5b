package pizzashop.notification.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import pizzashop.messaging.failure.FailureKind;
import pizzashop.messaging.failure.FailureRule;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What it means that a mail cannot be sent, by the mail server's reply.
 * <p>
 * A reply to the recipient or to the content that is permanent (5yz) is the record's
 * fault. One that is transient (4yz) is an outage, except where it is about the recipient
 * alone, say a mailbox that is full: that must not hold up everybody else's mail, so it
 * is tried a few times like any failing handler. Everything else, from a closed port to a
 * server that refuses our login or our sender, hits every mail alike: an outage.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.2">RFC 5321: SMTP
 * replies</a>
 */
@Configuration(proxyBeanMethods = false)
class MailFailures {

	/** A reply to any command: the server ends the connection. */
	static final int SERVICE_NOT_AVAILABLE = 421;

	private static final int LOWEST_PERMANENT = 500;

	@Bean
	FailureRule mailServerAway() {
		return FailureRule.of(MessagingException.class, MailFailures::isServerAway, FailureKind.OUTAGE);
	}

	@Bean
	FailureRule mailRefused() {
		return FailureRule.of(MessagingException.class, MailFailures::isRefused, FailureKind.RECORD);
	}

	/**
	 * It may not be the record's own fault, but what it lacks stands before it: to try
	 * again would only hold up everybody else's mail.
	 */
	@Bean
	FailureRule recipientUnknown() {
		return FailureRule.of(RecipientUnknownException.class, FailureKind.RECORD);
	}

	private static boolean isServerAway(MessagingException failure) {
		return switch (failure) {
			case SMTPAddressFailedException recipient -> isLeaving(recipient.getReturnCode());
			case SMTPSendFailedException command -> !isContentRefused(command);
			// only says that one of the two above is its cause
			case SendFailedException recipients -> false;
			case AddressException address -> false;
			default -> true;
		};
	}

	private static boolean isRefused(MessagingException failure) {
		return switch (failure) {
			case SMTPAddressFailedException recipient -> recipient.getReturnCode() >= LOWEST_PERMANENT;
			case SMTPSendFailedException command -> isContentRefused(command);
			case AddressException address -> true;
			default -> false;
		};
	}

	private static boolean isContentRefused(SMTPSendFailedException command) {
		return command.getReturnCode() >= LOWEST_PERMANENT && !command.getCommand().startsWith("MAIL");
	}

	/** Without a code, the connection ended in place of a reply. */
	private static boolean isLeaving(int code) {
		return code == SERVICE_NOT_AVAILABLE || code < 0;
	}

}
