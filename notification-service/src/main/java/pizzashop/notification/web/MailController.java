package pizzashop.notification.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import pizzashop.messaging.desk.DeadLetterDesk;
import pizzashop.messaging.live.ChangeFeed;
import pizzashop.messaging.live.EventStreams;
import pizzashop.messaging.live.LiveView;
import pizzashop.notification.mail.MailBody;
import pizzashop.notification.mail.SentMail;
import pizzashop.notification.mail.SentMails;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** What was mailed. */
@RestController
@RequestMapping("/mails")
class MailController {

	/** RFC 5321's longest address has fewer characters. */
	private static final int LONGEST_ADDRESS = 320;

	/**
	 * A mail's markup may style itself and do nothing else: no script, no form, nothing
	 * from anywhere, an origin of its own, shown by our page alone.
	 */
	private static final String NOTHING_BUT_STYLE = "default-src 'none'; style-src 'unsafe-inline';"
			+ " base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

	private final SentMails mails;

	private final LiveView live;

	MailController(SentMails mails, DeadLetterDesk desk, ChangeFeed feed, EventStreams streams, JsonMapper json) {
		this.mails = mails;
		this.live = new LiveView("mails", SentMails.CHANGES, () -> newsOf(mails, desk), feed, streams, json);
	}

	/**
	 * One page of mails.
	 *
	 * @param next where the page after it is, or null when there is none
	 */
	record Page(List<SentMail> mails, @Nullable String next) {
	}

	/**
	 * A mail and what it says.
	 *
	 * @param text null when it was not kept
	 */
	record Details(@JsonUnwrapped SentMail mail, @Nullable String text) {
	}

	/**
	 * What a page has to know at once.
	 *
	 * @param latest the mail that was sent last
	 * @param openLetters how many dead letters nobody has decided about
	 */
	record News(@Nullable SentMail latest, int openLetters) {
	}

	private static News newsOf(SentMails mails, DeadLetterDesk desk) {
		return new News(mails.page(null, null, null, 1).stream().findFirst().orElse(null), desk.open());
	}

	/** The latest mails first, before the given one. */
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	Page page(
			@RequestParam(required = false) @Size(max = LONGEST_ADDRESS) @Pattern(regexp = "[^\\x00]*",
					message = "must be an address") @Nullable String recipient,
			@RequestParam(required = false) @Nullable UUID order, @RequestParam(required = false) @Nullable UUID before,
			@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
		List<SentMail> found = this.mails.page(recipient, order, before, limit + 1);
		List<SentMail> page = found.subList(0, Math.min(limit, found.size()));
		return new Page(page, (found.size() > limit) ? next(recipient, order, limit, page.getLast()) : null);
	}

	private static String next(@Nullable String recipient, @Nullable UUID order, int limit, SentMail last) {
		UriComponentsBuilder next = UriComponentsBuilder.fromPath("/mails");
		if (recipient != null) {
			next.queryParam("recipient", "{recipient}");
		}
		if (order != null) {
			next.queryParam("order", order);
		}
		return next.queryParam("limit", limit)
			.queryParam("before", last.id())
			.encode()
			.buildAndExpand((recipient != null) ? Map.of("recipient", recipient) : Map.of())
			.toUriString();
	}

	@GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	Details show(@PathVariable UUID id) {
		SentMail mail = this.mails.find(id).orElseThrow(() -> new MailNotFoundException("There is no such mail"));
		return new Details(mail, this.mails.bodyOf(id).map(MailBody::text).orElse(null));
	}

	/** A mail as the customer sees it. */
	@GetMapping(path = "/{id}/html")
	void html(@PathVariable UUID id, HttpServletResponse response) throws IOException {
		MailBody body = this.mails.bodyOf(id)
			.orElseThrow(() -> new MailNotFoundException("There is no such mail, or what it said was not kept"));
		response.setHeader("Content-Security-Policy", NOTHING_BUT_STYLE);
		response.setContentType("text/html;charset=UTF-8");
		response.getOutputStream().write(body.html().getBytes(StandardCharsets.UTF_8));
	}

	/** Tells whenever a mail was sent: the event's name is mails. */
	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	void events(HttpServletResponse response) {
		this.live.serve(response);
	}

}
