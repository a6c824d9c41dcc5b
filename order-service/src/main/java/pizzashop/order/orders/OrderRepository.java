package pizzashop.order.orders;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import org.hibernate.cfg.AvailableSettings;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The orders there are. Their ids are UUIDv7, so the order of ids is that of time. */
public interface OrderRepository extends Repository<Order, UUID> {

	/** Hibernate's word for SKIP LOCKED. */
	String SKIP_LOCKED = "-2";

	/** Stores an order and publishes what happened to it. */
	@Transactional(propagation = Propagation.MANDATORY)
	Order save(Order order);

	/** An order with its lines and its timeline. */
	@EntityGraph(attributePaths = { "lines", "timeline" })
	Optional<Order> findWithTimelineById(UUID id);

	/** Those of the orders that exist, with their timelines, in no order. */
	@EntityGraph(attributePaths = "timeline")
	List<Order> findWithTimelineByIdIn(Collection<UUID> ids);

	/** The newest orders, with their lines, that are older than a given one. */
	@Query("""
			select o from Order o left join fetch o.lines
			where o.id in (select p.id from Order p where p.id < :before order by p.id desc limit :limit)
			order by o.id desc""")
	List<Order> findNewestBefore(UUID before, int limit);

	/**
	 * Those of the orders that exist, locked until the transaction ends, always in the
	 * same order so that two instances cannot wait for each other.
	 */
	default List<Order> lock(Collection<UUID> ids) {
		return lock(ids.toArray(UUID[]::new));
	}

	/** With an array, because a list of each length is a statement of its own. */
	@Transactional(propagation = Propagation.MANDATORY)
	@NativeQuery("select * from orders where id = any (:ids) order by id for update")
	List<Order> lock(UUID[] ids);

	/**
	 * Those that were placed by then and have not heard of the kitchen, the oldest first,
	 * locked until the transaction ends. What somebody else has locked is left to them:
	 * it is just being heard of, or another instance looks after it.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@QueryHints(@QueryHint(name = AvailableSettings.JAKARTA_LOCK_TIMEOUT, value = SKIP_LOCKED))
	@Query("select o from Order o where o.status = CONFIRMED and o.placedAt <= :placedBy order by o.placedAt")
	List<Order> lockUnanswered(Instant placedBy, Limit limit);

	/** When the oldest one was placed that has not heard of the kitchen. */
	@Query("select min(o.placedAt) from Order o where o.status = CONFIRMED")
	Optional<Instant> oldestUnanswered();

}
