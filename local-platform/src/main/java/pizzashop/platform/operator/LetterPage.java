package pizzashop.platform.operator;

import java.util.List;

/**
 * The youngest dead letters of a filter.
 *
 * @param letters the youngest first
 * @param total how many the filter has, these among them
 */
public record LetterPage(List<Letter> letters, long total) {
}
