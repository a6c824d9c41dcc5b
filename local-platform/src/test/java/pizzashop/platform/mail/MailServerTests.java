package pizzashop.platform.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.server.SMTPServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MailServerTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	private final Properties properties = new Properties();

	@SuppressWarnings("NullAway.Init")
	private SMTPServer server;

	@SuppressWarnings("NullAway.Init")
	private MailFolder mailbox;

	@BeforeEach
	void start() throws Exception {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.properties.put("mail.smtp.port", free.getLocalPort());
		}
		this.properties.put("mail.smtp.host", "127.0.0.1");
		this.server = MailServer.serve((Integer) this.properties.get("mail.smtp.port"), this.folder);
		this.mailbox = new MailFolder(this.folder);
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void aMessageWithTextAndHtmlIsReadAgain() throws Exception {
		MimeMessage message = message("Ihre Quittung für zwölf Pizzen");
		MimeBodyPart text = new MimeBodyPart();
		text.setText("Grüße", StandardCharsets.UTF_8.name());
		MimeBodyPart html = new MimeBodyPart();
		html.setText("<p>Grüße</p>", StandardCharsets.UTF_8.name(), "html");
		message.setContent(new MimeMultipart("alternative", text, html));

		send(message, "ada@example.org");

		assertThat(this.mailbox.to("Ada@Example.org")).singleElement().satisfies((mail) -> {
			assertThat(mail.subject()).isEqualTo("Ihre Quittung für zwölf Pizzen");
			assertThat(mail.messageId()).isEqualTo("<receipt-1@example.org>");
			assertThat(mail.text()).isEqualTo("Grüße");
			assertThat(mail.html()).isEqualTo("<p>Grüße</p>");
		});
	}

	@Test
	void theRecipientsAreThoseOfTheEnvelope() throws Exception {
		MimeMessage message = message("Secret");
		message.setText("for two");

		send(message, "bob@example.org", "cleo@example.org");

		assertThat(this.mailbox.to("bob@example.org")).hasSize(1);
		assertThat(this.mailbox.to("cleo@example.org")).hasSize(1);
		assertThat(this.mailbox.to("ada@example.org")).isEmpty();
	}

	@Test
	void aMessageThatIsTooLargeIsRefusedAndLeavesNothing() throws Exception {
		MimeMessage message = message("Large");
		message.setText(("x".repeat(70) + "\r\n").repeat(100_000));

		assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> send(message, "ada@example.org"));

		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void mailsThatComeTogetherAreAnsweredOneByOne() throws Exception {
		try (Socket client = connect(); BufferedReader answers = answersTo(client)) {
			assertThat(answers.readLine()).startsWith("220");
			say(client, "EHLO client.example");
			List<String> offers = new ArrayList<>(List.of(answers.readLine()));
			while (offers.getLast().startsWith("250-")) {
				offers.add(answers.readLine());
			}
			assertThat(offers).contains("250-PIPELINING", "250-CHUNKING");

			say(client, "MAIL FROM:<shop@example.org>", "RCPT TO:<ada@example.org>", "BDAT 18 LAST", "Subject: Hello",
					"", "RSET", "MAIL FROM:<shop@example.org>", "BDAT 11 LAST", "not taken", "RSET",
					"MAIL FROM:<shop@example.org>", "RCPT TO:<bob@example.org>", "BDAT 17", "Subject: In two",
					"BDAT 9 LAST", "", "Hello", "QUIT");

			assertThat(answers.lines().map((answer) -> answer.substring(0, 3))).containsExactly("250", "250", "250",
					"250", "250", "503", "250", "250", "250", "250", "250", "221");
			assertThat(this.mailbox.to("ada@example.org")).singleElement()
				.satisfies((mail) -> assertThat(mail.subject()).isEqualTo("Hello"));
			assertThat(this.mailbox.to("bob@example.org")).singleElement()
				.satisfies((mail) -> assertThat(mail.subject()).isEqualTo("In two"));
		}
	}

	@Test
	void answersToWhatCameTogetherComeTogether() throws Exception {
		try (Socket client = connect()) {
			byte[] answers = new byte[1000];
			assertThat(read(client, answers)).startsWith("220");
			say(client, "EHLO client.example");
			assertThat(read(client, answers)).contains("250-PIPELINING");

			say(client, "MAIL FROM:<shop@example.org>", "RCPT TO:<ada@example.org>", "BDAT 18 LAST", "Subject: Hello",
					"", "RSET", "MAIL FROM:<shop@example.org>");

			assertThat(read(client, answers).lines()).hasSize(5).allMatch((answer) -> answer.startsWith("250"));
			say(client, "QUIT");
			assertThat(read(client, answers)).startsWith("221");
		}
	}

	@Test
	void whoWaitsInTheMiddleOfAMessageThatIsNotTakenHasTheAnswersToWhatWasBefore() throws Exception {
		try (Socket client = connect(); BufferedReader answers = answersTo(client)) {
			assertThat(answers.readLine()).startsWith("220");

			say(client, "HELO client.example", "MAIL FROM:<shop@example.org>", "BDAT 20002 LAST", "x".repeat(10_000));

			assertThat(answers.readLine()).startsWith("250");
			assertThat(answers.readLine()).startsWith("250");
			say(client, "x".repeat(9998));
			assertThat(answers.readLine()).startsWith("503");
		}
	}

	@Test
	void aMessageWhoseClientGoesInTheMiddleOfItLeavesNothing() throws Exception {
		try (Socket client = connect(); BufferedReader answers = answersTo(client)) {
			assertThat(answers.readLine()).startsWith("220");
			say(client, "EHLO client.example", "MAIL FROM:<shop@example.org>", "RCPT TO:<ada@example.org>",
					"BDAT 1000 LAST", "Subject: Hello");
			client.shutdownOutput();

			assertThat(answers.lines()).last().asString().doesNotStartWith("250 Ok");
			assertThat(this.folder).isEmptyDirectory();
		}
	}

	private Socket connect() throws IOException {
		Socket client = new Socket(InetAddress.getLoopbackAddress(), (Integer) this.properties.get("mail.smtp.port"));
		client.setSoTimeout(10_000);
		return client;
	}

	private static BufferedReader answersTo(Socket client) throws IOException {
		return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
	}

	/** What came, at once. */
	private static String read(Socket client, byte[] buffer) throws IOException {
		int length = client.getInputStream().read(buffer);
		return new String(buffer, 0, length, StandardCharsets.US_ASCII);
	}

	private static void say(Socket client, String... lines) throws IOException {
		client.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
	}

	private MimeMessage message(String subject) throws MessagingException {
		MimeMessage message = new MimeMessage(Session.getInstance(this.properties)) {
			@Override
			protected void updateMessageID() throws MessagingException {
				setHeader("Message-ID", "<receipt-1@example.org>");
			}
		};
		message.setFrom(new InternetAddress("shop@example.org"));
		message.setSubject(subject, StandardCharsets.UTF_8.name());
		return message;
	}

	private static void send(MimeMessage message, String... recipients) throws MessagingException {
		InternetAddress[] addresses = new InternetAddress[recipients.length];
		for (int i = 0; i < recipients.length; i++) {
			addresses[i] = new InternetAddress(recipients[i]);
		}
		Transport.send(message, addresses);
	}

}
