/**
 * What the machine can do at best: the same rows, records and mails, and nothing else.
 */
@NullMarked
package pizzashop.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
