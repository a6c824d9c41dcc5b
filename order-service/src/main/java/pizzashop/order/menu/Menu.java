package pizzashop.order.menu;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

/** What can be ordered. What the kitchen then makes of it is up to the kitchen. */
@Component
public class Menu {

	private static final List<Pizza> PIZZAS = List.of(
			new Pizza("Margherita", "Tomato, mozzarella, basil", Money.euros("8.50")),
			new Pizza("Marinara", "Tomato, garlic, oregano", Money.euros("7.50")),
			new Pizza("Diavola", "Tomato, mozzarella, spicy salami", Money.euros("10.50")),
			new Pizza("Funghi", "Tomato, mozzarella, mushrooms", Money.euros("10.00")),
			new Pizza("Quattro Formaggi", "Mozzarella, gorgonzola, fontina, parmesan", Money.euros("11.50")),
			new Pizza("Prosciutto", "Tomato, mozzarella, cooked ham", Money.euros("11.00")),
			new Pizza("Hawaiian", "Tomato, mozzarella, ham, pineapple", Money.euros("11.00")));

	public List<Pizza> pizzas() {
		return PIZZAS;
	}

	public Optional<Pizza> find(String name) {
		return PIZZAS.stream().filter((pizza) -> pizza.name().equals(name)).findFirst();
	}

}
