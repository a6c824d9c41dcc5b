package pizzashop.testplatform;

import java.util.List;

import pizzashop.platform.mail.Mail;

/** Where the real thing comes from. It ends with the JVM and leaves nothing behind. */
sealed interface Backend permits Containers, LocalProcesses {

	/** For the line that tells which one is in use. */
	String description();

	String bootstrapServers();

	String registryUrl();

	String jdbcUrl(String database);

	String smtpHost();

	int smtpPort();

	List<Mail> mailTo(String address);

}
