package pizzashop.kitchen.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import org.hibernate.cfg.AvailableSettings;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;

/** The kitchen's tickets. */
public interface Tickets extends JpaRepository<Ticket, UUID> {

	/**
	 * Hibernate's word for SKIP LOCKED: what another instance has in its hands is left to
	 * it.
	 */
	String SKIP_LOCKED = "-2";

	/**
	 * Those of the orders' tickets that exist, locked for the rest of the transaction,
	 * always in the same order so that two instances cannot wait for each other. One
	 * parameter, so one statement to prepare, however many orders there are.
	 */
	@NativeQuery("select * from ticket where order_id = any (:orders) order by order_id for update")
	List<Ticket> lock(UUID[] orders);

	/**
	 * What is prepared by now, the longest prepared first, locked for the rest of the
	 * transaction.
	 */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@QueryHints(@QueryHint(name = AvailableSettings.JAKARTA_LOCK_TIMEOUT, value = SKIP_LOCKED))
	@Query("""
			select ticket from Ticket ticket
			where ticket.status = QUEUED and ticket.expectedStart <= :now
			order by ticket.expectedStart""")
	List<Ticket> preparedBy(Instant now, Limit limit);

	/** When the next one is prepared. */
	@Query("select min(ticket.expectedStart) from Ticket ticket where ticket.status = QUEUED")
	Optional<Instant> nextPreparedAt();

	/**
	 * What is done by now, the longest done first, locked for the rest of the
	 * transaction.
	 */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@QueryHints(@QueryHint(name = AvailableSettings.JAKARTA_LOCK_TIMEOUT, value = SKIP_LOCKED))
	@Query("""
			select ticket from Ticket ticket
			where ticket.status = COOKING and ticket.expectedReadyAt <= :now
			order by ticket.expectedReadyAt""")
	List<Ticket> doneBy(Instant now, Limit limit);

	/** When the next one is done. */
	@Query("select min(ticket.expectedReadyAt) from Ticket ticket where ticket.status = COOKING")
	Optional<Instant> nextDoneAt();

	/**
	 * The tickets of the newest orders that are older than a given one: the order of ids
	 * is that of time.
	 */
	@Query("""
			select ticket from Ticket ticket where ticket.orderId < :before
			order by ticket.orderId desc limit :limit""")
	List<Ticket> findNewestBefore(UUID before, int limit);

	/**
	 * What is to be seen on the board: of each lane some tickets, those first that matter
	 * first. What waits and what is in the oven comes in the order in which it is dealt
	 * with, what is over with the latest first.
	 */
	@NativeQuery("""
			(select * from ticket where status = 'QUEUED' order by expected_start limit :each) union all
			(select * from ticket where status = 'COOKING' order by expected_ready_at limit :each) union all
			(select * from ticket where status = 'READY' order by ready_at desc limit :each) union all
			(select * from ticket where status in ('REJECTED', 'DISCARDED') order by order_id desc limit :each)""")
	List<Ticket> findForBoard(int each);

	/** How many wait for the oven. */
	@Query("select count(*) from Ticket ticket where ticket.status = QUEUED")
	long countQueued();

	/** How many are in the oven. */
	@Query("select count(*) from Ticket ticket where ticket.status = COOKING")
	long countCooking();

}
