/**
 * Whether a running system kept its promises: reads what anybody may see of it, by REST,
 * on the topics and in the mailbox, and holds it against the rules.
 */
@NullMarked
package pizzashop.platform.check;

import org.jspecify.annotations.NullMarked;
