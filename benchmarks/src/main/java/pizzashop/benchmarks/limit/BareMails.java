package pizzashop.benchmarks.limit;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.eclipse.angus.mail.smtp.SMTPOutputStream;
import pizzashop.platform.process.PlatformException;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Hands the same mail to the mail server again and again, on several connections. */
public final class BareMails {

	private static final String SENDER = "shop@pizzashop.example";

	private static final String RECIPIENT = "customer@example.org";

	private static final String LINE_END = "\r\n";

	private BareMails() {
	}

	/**
	 * Sends for so long.
	 * @return mails a second
	 */
	public static double perSecond(int port, Receipt receipt, int connections, Duration duration) {
		try (ExecutorService executor = Executors.newFixedThreadPool(connections)) {
			byte[] mail = mail(receipt);
			long began = System.nanoTime();
			long end = began + duration.toNanos();
			List<Callable<Long>> loops = new ArrayList<>();
			for (int number = 0; number < connections; number++) {
				loops.add(() -> loop(port, mail, end));
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
		catch (MessagingException | IOException ex) {
			throw new PlatformException("The bare mail cannot be written: " + ex + ".", ex);
		}
	}

	/** MAIL, RCPT and DATA at once, as notification-service does. */
	private static long loop(int port, byte[] mail, long end) throws IOException {
		try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
				BufferedReader answers = new BufferedReader(new InputStreamReader(server.getInputStream(), US_ASCII))) {
			expect("220", answers);
			say(server, "EHLO localhost");
			expect("250", answers);
			long mails = 0;
			while (System.nanoTime() - end < 0) {
				say(server, "MAIL FROM:<" + SENDER + ">", "RCPT TO:<" + RECIPIENT + ">", "DATA");
				expect("250", answers);
				expect("250", answers);
				expect("354", answers);
				server.getOutputStream().write(mail);
				expect("250", answers);
				mails++;
			}
			say(server, "QUIT");
			return mails;
		}
	}

	private static void say(Socket server, String... commands) throws IOException {
		server.getOutputStream().write((String.join(LINE_END, commands) + LINE_END).getBytes(US_ASCII));
	}

	/** An answer is one line or more, of which the last has a space behind its code. */
	private static void expect(String code, BufferedReader answers) throws IOException {
		String line = answers.readLine();
		while (line != null && line.startsWith(code + "-")) {
			line = answers.readLine();
		}
		if (line == null || !line.startsWith(code + " ")) {
			throw new IOException("The mail server answered " + line + " instead of " + code);
		}
	}

	/** As it goes over the wire, from its first line to the point behind it. */
	private static byte[] mail(Receipt receipt) throws MessagingException, IOException {
		MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
		message.setFrom(new InternetAddress(SENDER));
		message.setRecipient(Message.RecipientType.TO, new InternetAddress(RECIPIENT));
		message.setSubject("Your receipt");
		message
			.setContent(new MimeMultipart("alternative", part(receipt.text(), "plain"), part(receipt.html(), "html")));
		message.saveChanges();
		ByteArrayOutputStream mail = new ByteArrayOutputStream();
		SMTPOutputStream content = new SMTPOutputStream(mail);
		message.writeTo(content);
		content.ensureAtBOL();
		mail.writeBytes(("." + LINE_END).getBytes(US_ASCII));
		return mail.toByteArray();
	}

	private static MimeBodyPart part(String content, String subtype) throws MessagingException {
		MimeBodyPart part = new MimeBodyPart();
		part.setText(content, "UTF-8", subtype);
		return part;
	}

}
