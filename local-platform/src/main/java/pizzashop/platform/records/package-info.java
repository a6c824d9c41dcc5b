/** Reads what stands on the topics, as anybody may. */
@NullMarked
package pizzashop.platform.records;

import org.jspecify.annotations.NullMarked;
