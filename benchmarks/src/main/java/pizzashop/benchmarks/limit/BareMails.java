package pizzashop.benchmarks.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import pizzashop.platform.process.PlatformException;

/** Hands the same mail to the mail server again and again, on several connections. */
public final class BareMails {

	static {
		// as in notification-service
		System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
	}

	private BareMails() {
	}

	/**
	 * Sends for so long.
	 * @return mails a second
	 */
	public static double perSecond(int port, Receipt receipt, int connections, Duration duration) {
		try (ExecutorService executor = Executors.newFixedThreadPool(connections)) {
			long began = System.nanoTime();
			long end = began + duration.toNanos();
			List<Callable<Long>> loops = new ArrayList<>();
			for (int number = 0; number < connections; number++) {
				loops.add(() -> loop(port, receipt, end));
			}
			long mails = 0;
			for (Future<Long> loop : executor.invokeAll(loops)) {
				mails += loop.get();
			}
			return mails * 1_000_000_000.0 / (System.nanoTime() - began);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Mailing");
		}
		catch (ExecutionException ex) {
			throw new PlatformException("The bare mails failed: " + ex.getCause() + ".", ex);
		}
	}

	private static long loop(int port, Receipt receipt, long end) throws MessagingException {
		Session session = Session.getInstance(new Properties());
		MimeMessage message = new MimeMessage(session);
		message.setFrom(new InternetAddress("shop@pizzashop.example"));
		message.setRecipient(Message.RecipientType.TO, new InternetAddress("customer@example.org"));
		message.setSubject("Your receipt");
		message
			.setContent(new MimeMultipart("alternative", part(receipt.text(), "plain"), part(receipt.html(), "html")));
		message.saveChanges();
		Address[] recipients = message.getAllRecipients();
		try (Transport transport = session.getTransport("smtp")) {
			transport.connect("127.0.0.1", port, null, null);
			long mails = 0;
			while (System.nanoTime() - end < 0) {
				transport.sendMessage(message, recipients);
				mails++;
			}
			return mails;
		}
	}

	private static MimeBodyPart part(String content, String subtype) throws MessagingException {
		MimeBodyPart part = new MimeBodyPart();
		part.setText(content, "UTF-8", subtype);
		return part;
	}

}
