package pizzashop.messaging.desk;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import pizzashop.messaging.failure.DeadLetter;
import pizzashop.messaging.failure.DeadLetterProperties;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** The desk on the management port. */
@RestController
@RequestMapping("/dead-letters")
class DeskController {

	/** So many of a record's bytes are shown. */
	private static final int MOST_BYTES = 2048;

	private final String service;

	private final DeadLetterDesk desk;

	private final EventDecoder decoder;

	private final DeadLetterProperties properties;

	DeskController(String service, DeadLetterDesk desk, EventDecoder decoder, DeadLetterProperties properties) {
		this.service = service;
		this.desk = desk;
		this.decoder = decoder;
		this.properties = properties;
	}

	record Summary(UUID id, String service, LetterStatus status, int rounds, @Nullable String type,
			@Nullable String key, Instant failedAt, int attempts, String exception, String message, String topic,
			int partition, long offset) {
	}

	record Page(List<Summary> letters, int total, @Nullable String next) {
	}

	record HeaderView(String name, @Nullable String value) {
	}

	/**
	 * Everything about a letter.
	 *
	 * @param event the event with its fields, null where it cannot be decoded
	 * @param undecodable why it cannot be decoded
	 * @param bytes how long the value is, null when there is none
	 * @param hex the first 2,048 bytes of the value
	 * @param text the same bytes, as far as they are text
	 * @param keyUrl where to look at what the key stands for
	 */
	record Details(@JsonUnwrapped Summary letter, Instant timestamp, List<String> causes, List<HeaderView> headers,
			@Nullable Map<String, @Nullable Object> event, @Nullable String undecodable, @Nullable Integer bytes,
			String hex, String text, @Nullable URI keyUrl, List<HistoryEntry> history) {
	}

	/**
	 * @param dryRun changes nothing: the answer is the letter as it is, or why it would
	 * be refused
	 */
	record RedriveRequest(@NotBlank @Size(max = 100) String by, @Size(max = 500) @Nullable String reason,
			@Nullable Boolean force, @Nullable Boolean dryRun) {
	}

	/**
	 * @param dryRun has to be said: a typing error must not redrive a thousand letters
	 */
	record RedriveAllRequest(@NotNull Boolean dryRun, @Nullable String type, @Nullable String key,
			@NotBlank @Size(max = 100) String by, @Size(max = 500) @Nullable String reason, @Nullable Boolean force) {
	}

	record DiscardRequest(@NotBlank @Size(max = 100) String by, @NotBlank @Size(max = 500) String reason) {
	}

	record Refused(Summary letter, String why) {
	}

	record RedriveAnswer(boolean dryRun, List<Summary> redriven, List<Refused> refused, int remaining) {
	}

	/** The youngest failures first, before the given letter. */
	@GetMapping
	Page page(@RequestParam(required = false) @Nullable LetterStatus status,
			@RequestParam(required = false) @Nullable String type, @RequestParam(required = false) @Nullable String key,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
			@RequestParam(required = false) @Nullable UUID before) {
		LetterFilter filter = new LetterFilter(status, type, key);
		List<Letter> found = this.desk.page(filter, before, limit + 1);
		List<Letter> page = found.subList(0, Math.min(limit, found.size()));
		return new Page(page.stream().map(this::summaryOf).toList(), this.desk.count(filter),
				(found.size() > limit) ? next(filter, limit, page.getLast()) : null);
	}

	/** Type and key as variables, because in a value nothing is left as it is. */
	private static String next(LetterFilter filter, int limit, Letter last) {
		return UriComponentsBuilder.fromPath("/dead-letters")
			.queryParamIfPresent("status", Optional.ofNullable(filter.status()))
			.queryParamIfPresent("type", Optional.ofNullable(filter.type()).map((type) -> "{type}"))
			.queryParamIfPresent("key", Optional.ofNullable(filter.key()).map((key) -> "{key}"))
			.queryParam("limit", limit)
			.queryParam("before", last.said().id())
			.encode()
			.buildAndExpand(Map.of("type", orEmpty(filter.type()), "key", orEmpty(filter.key())))
			.toUriString();
	}

	@GetMapping("/{id}")
	Details show(@PathVariable String id) {
		LetterTable.Stored stored = this.desk.letter(id);
		DeadLetter said = stored.letter().said();
		byte[] value = stored.record().value();
		byte[] shown = (value != null) ? Arrays.copyOf(value, Math.min(value.length, MOST_BYTES)) : new byte[0];
		Map<String, @Nullable Object> event = null;
		String undecodable = null;
		try {
			event = this.decoder.decode(said.topic(), value);
		}
		catch (RuntimeException ex) {
			undecodable = NestedExceptionUtils.getMostSpecificCause(ex).toString();
		}
		return new Details(summaryOf(stored.letter()), said.timestamp(), said.causes(),
				stored.record().headers().stream().map(DeskController::viewOf).toList(), event, undecodable,
				(value != null) ? value.length : null, HexFormat.of().formatHex(shown),
				new String(shown, StandardCharsets.UTF_8), this.properties.urlOf(said.key()),
				this.desk.historyOf(stored.letter()));
	}

	@PostMapping("/{id}/redrive")
	Details redrive(@PathVariable String id, @Valid @RequestBody RedriveRequest request) {
		this.desk.redrive(id, isTrue(request.force()), isTrue(request.dryRun()), request.by(),
				orEmpty(request.reason()));
		return show(id);
	}

	@PostMapping("/redrive")
	RedriveAnswer redriveAll(@Valid @RequestBody RedriveAllRequest request) {
		LetterFilter filter = new LetterFilter(LetterStatus.OPEN, request.type(), request.key());
		Redriven redriven = this.desk.redriveAll(filter, isTrue(request.force()), request.dryRun(), request.by(),
				orEmpty(request.reason()));
		return new RedriveAnswer(request.dryRun(), redriven.redriven().stream().map(this::summaryOf).toList(),
				redriven.refused()
					.stream()
					.map((refused) -> new Refused(summaryOf(refused.letter()), refused.why()))
					.toList(),
				redriven.remaining());
	}

	@PostMapping("/{id}/discard")
	Details discard(@PathVariable String id, @Valid @RequestBody DiscardRequest request) {
		this.desk.discard(id, request.by(), request.reason());
		return show(id);
	}

	private Summary summaryOf(Letter letter) {
		DeadLetter said = letter.said();
		return new Summary(said.id(), this.service, letter.status(), letter.rounds(), said.type(), said.key(),
				said.failedAt(), said.attempts(), said.exception(), said.message(), said.topic(), said.partition(),
				said.offset());
	}

	private static HeaderView viewOf(Header header) {
		return new HeaderView(header.key(), DeadLetter.textOf(header.value()));
	}

	private static boolean isTrue(@Nullable Boolean value) {
		return Boolean.TRUE.equals(value);
	}

	private static String orEmpty(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
