package pizzashop.order.orders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which order was placed with which idempotency key. */
@Repository
class IdempotencyKeys {

	private record Claim(UUID orderId, boolean sameRequest) {
	}

	private final JdbcClient jdbc;

	IdempotencyKeys(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Claims a key for an order. Whoever comes second with the same key waits here until
	 * the first one's transaction ends.
	 * @return the order that holds the key: this one, or the one that came first
	 * @throws IdempotencyKeyReusedException when it came first with another request
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	UUID claim(IdempotencyKey key, NewOrder request, UUID orderId) {
		byte[] hash = sha256(request.canonical());
		int claimed = this.jdbc
			.sql("insert into idempotency_key (key, request_hash, order_id) values (?, ?, ?) on conflict do nothing")
			.params(key.value(), hash, orderId)
			.update();
		if (claimed == 1) {
			return orderId;
		}
		Claim first = this.jdbc
			.sql("select order_id, request_hash = ? as same_request from idempotency_key where key = ?")
			.params(hash, key.value())
			.query(Claim.class)
			.single();
		if (!first.sameRequest()) {
			throw new IdempotencyKeyReusedException();
		}
		return first.orderId();
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
