/** The running system, seen from outside: by REST, on the topics, in the mailbox. */
@NullMarked
package pizzashop.systemtests;

import org.jspecify.annotations.NullMarked;
