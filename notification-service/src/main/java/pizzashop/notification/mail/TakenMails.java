package pizzashop.notification.mail;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;

/**
 * Mails that the mail server has taken and that are not recorded yet: when their
 * transaction is rolled back, the next one only records them. Kept in memory, for it only
 * has to bridge the time to the next attempt; what stays because somebody else made that
 * attempt is forgotten when much else has come.
 */
@Component
class TakenMails {

	private static final int MOST = 10_000;

	private final Set<UUID> ids = Collections.newSetFromMap(new LinkedHashMap<>() {
		@Override
		protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
			return size() > MOST;
		}
	});

	synchronized void add(UUID id) {
		this.ids.add(id);
	}

	synchronized boolean contains(UUID id) {
		return this.ids.contains(id);
	}

	synchronized void removeAll(Collection<UUID> recorded) {
		recorded.forEach(this.ids::remove);
	}

}
