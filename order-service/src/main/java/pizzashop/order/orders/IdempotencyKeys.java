package pizzashop.order.orders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which order was placed with which idempotency key. */
@Repository
class IdempotencyKeys {

	/** An order that is placed with a key, and a hash of what is asked for with it. */
	record Claim(IdempotencyKey key, String requestHash, UUID orderId) {

		static Claim of(IdempotencyKey key, NewOrder request, UUID orderId) {
			return new Claim(key, sha256(request.canonical()), orderId);
		}

		boolean isSameRequestAs(Claim other) {
			return this.requestHash.equals(other.requestHash);
		}

		private static String sha256(String text) {
			try {
				return HexFormat.of()
					.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("Every Java platform has SHA-256", ex);
			}
		}

	}

	private final JdbcTemplate jdbc;

	IdempotencyKeys(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Claims keys for orders, in the order of the keys so that two instances cannot wait
	 * for each other. Whoever comes second with a key waits here until the first one's
	 * transaction ends.
	 * @return who holds each key: one of these claims, or one that came first
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	Map<IdempotencyKey, Claim> claim(List<Claim> claims) {
		if (claims.isEmpty()) {
			return Map.of();
		}
		String[] keys = arrayOf(claims, (claim) -> claim.key().value());
		this.jdbc.update("""
				insert into idempotency_key (key, request_hash, order_id)
				select key, decode(hash, 'hex'), order_id
				from unnest(?, ?, ?::uuid[]) as claim (key, hash, order_id) order by key
				on conflict do nothing""", keys, arrayOf(claims, Claim::requestHash),
				arrayOf(claims, (claim) -> claim.orderId().toString()));
		Map<IdempotencyKey, Claim> holders = new HashMap<>();
		this.jdbc.query("""
				select key, encode(request_hash, 'hex'), order_id from idempotency_key where key = any (?)""",
				(row) -> {
					IdempotencyKey key = new IdempotencyKey(row.getString(1));
					holders.put(key, new Claim(key, row.getString(2), row.getObject(3, UUID.class)));
				}, (Object) keys);
		return holders;
	}

	private static String[] arrayOf(List<Claim> claims, Function<Claim, String> part) {
		return claims.stream().map(part).toArray(String[]::new);
	}

}
