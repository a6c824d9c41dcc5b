package pizzashop.notification.mail;

import java.util.Locale;
import java.util.Map;

import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import org.springframework.stereotype.Component;

/** Writes what mails say, from the two templates of their kind. */
@Component
public class MailWriter {

	private final ITemplateEngine templates;

	MailWriter(ITemplateEngine templates) {
		this.templates = templates;
	}

	/**
	 * Fills in the templates of a kind. The HTML shows markup in the values as the text
	 * that it is; the text takes over what it is given, line breaks too.
	 */
	public MailBody write(MailKind kind, Map<String, Object> values) {
		Context context = new Context(Locale.ENGLISH, values);
		return new MailBody(this.templates.process(kind.template() + ".txt", context),
				this.templates.process(kind.template(), context));
	}

}
