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
import org.eclipse.angus.mail.util.CRLFOutputStream;
import pizzashop.platform.process.PlatformException;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Hands the same mail to the mail server again and again, on several connections. */
public final class BareMails {

	private static final String SENDER = "shop@pizzashop.example";

	private static final String RECIPIENT = "customer@example.org";

	private static final String LINE_END = "\r\n";

	/** As many as notification-service hands over at once. */
	private static final int AT_ONCE = 25;

	/** To each of which there is an answer: MAIL, RCPT and BDAT. */
	private static final int COMMANDS = 3;

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

	/** Many at once and then their answers. */
	private static long loop(int port, byte[] mail, long end) throws IOException {
		try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
				BufferedReader answers = new BufferedReader(new InputStreamReader(server.getInputStream(), US_ASCII))) {
			expect("220", answers);
			say(server, "EHLO localhost");
			expect("250", answers);
			long mails = 0;
			while (System.nanoTime() - end < 0) {
				for (int sent = 0; sent < AT_ONCE; sent++) {
					server.getOutputStream().write(mail);
				}
				for (int answer = 0; answer < AT_ONCE * COMMANDS; answer++) {
					expect("250", answers);
				}
				mails += AT_ONCE;
			}
			say(server, "QUIT");
			return mails;
		}
	}

	private static void say(Socket server, String command) throws IOException {
		server.getOutputStream().write((command + LINE_END).getBytes(US_ASCII));
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

	/** As it goes over the wire. */
	private static byte[] mail(Receipt receipt) throws MessagingException, IOException {
		MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
		message.setFrom(new InternetAddress(SENDER));
		message.setRecipient(Message.RecipientType.TO, new InternetAddress(RECIPIENT));
		message.setSubject("Your receipt");
		message
			.setContent(new MimeMultipart("alternative", part(receipt.text(), "plain"), part(receipt.html(), "html")));
		message.saveChanges();
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		message.writeTo(new CRLFOutputStream(content));
		ByteArrayOutputStream mail = new ByteArrayOutputStream();
		mail.writeBytes(String
			.join(LINE_END, "MAIL FROM:<" + SENDER + ">", "RCPT TO:<" + RECIPIENT + ">",
					"BDAT " + content.size() + " LAST", "")
			.getBytes(US_ASCII));
		content.writeTo(mail);
		return mail.toByteArray();
	}

	private static MimeBodyPart part(String content, String subtype) throws MessagingException {
		MimeBodyPart part = new MimeBodyPart();
		part.setText(content, "UTF-8", subtype);
		return part;
	}

}
