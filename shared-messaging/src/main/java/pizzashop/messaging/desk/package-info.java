/** The dead-letter desk: what a group could not process, and what to do about it. */
@NullMarked
package pizzashop.messaging.desk;

import org.jspecify.annotations.NullMarked;
