package pizzashop.platform.mail;

import java.io.IOException;

import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/**
 * The answer to EHLO, which says that the client need not wait for one answer before its
 * next command. The server's own leaves that out, though it reads commands one after the
 * other, however they come. This server has neither TLS nor logins, so it offers none.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2920">RFC 2920: SMTP command
 * pipelining</a>
 */
final class PipeliningGreeting extends BaseCommand {

	PipeliningGreeting() {
		super("EHLO", "Introduce yourself.", "<hostname>");
	}

	@Override
	public void execute(String command, Session session) throws IOException {
		String[] words = getArgs(command);
		if (words.length < 2) {
			session.sendResponse("501 Syntax: EHLO hostname");
			return;
		}
		session.resetMailTransaction();
		session.setHelo(words[1]);
		session.sendResponse(String.join("\r\n", "250-" + session.getServer().getHostName(), "250-8BITMIME",
				"250-SIZE " + session.getServer().getMaxMessageSize(), "250-PIPELINING", "250-CHUNKING",
				"250 SMTPUTF8"));
	}

}
