package pizzashop.platform.mail;

import java.util.List;
import java.util.function.Consumer;

import pizzashop.platform.process.PlatformException;

/**
 * What the mail server received. Every method throws {@link PlatformException} when the
 * mailbox cannot be read.
 */
public sealed interface Mailbox permits MailFolder, Mailpit {

	/** Does nothing when the mailbox is there. */
	void checkReadable();

	/** The messages to an address, upper or lower case, the oldest first. */
	List<Mail> to(String address);

	/**
	 * Shows the bytes of every message to a reader, one after the other: there may be
	 * more than fit into memory.
	 */
	void forEach(Consumer<byte[]> reader);

}
