/** The mail server, and the mailbox that it fills. */
@NullMarked
package pizzashop.platform.mail;

import org.jspecify.annotations.NullMarked;
