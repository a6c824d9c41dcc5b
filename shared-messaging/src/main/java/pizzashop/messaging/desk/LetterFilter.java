package pizzashop.messaging.desk;

import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant. Null means any.
 *
 * @param type the full name of an event type or what stands behind its last dot
 * @param key the key of the record
 */
record LetterFilter(@Nullable LetterStatus status, @Nullable String type, @Nullable String key) {

	LetterFilter open() {
		return new LetterFilter(LetterStatus.OPEN, this.type, this.key);
	}

}
