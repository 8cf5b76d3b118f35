namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>How the parts of the system are at one moment. <c>default</c>: nothing is known.</summary>
public readonly record struct HealthFacts
{
    public const int Count = 5;

    public ComponentState Journal { get; init; }
    public ComponentState Store { get; init; }
    public ComponentState MarketData { get; init; }
    public ComponentState Venue { get; init; }
    public ComponentState Tasks { get; init; }

    public static readonly HealthFacts AllOk = new()
    {
        Journal = ComponentState.Ok,
        Store = ComponentState.Ok,
        MarketData = ComponentState.Ok,
        Venue = ComponentState.Ok,
        Tasks = ComponentState.Ok,
    };

    public ComponentState Of(HealthComponent component) => component switch
    {
        HealthComponent.Journal => Journal,
        HealthComponent.Store => Store,
        HealthComponent.MarketData => MarketData,
        HealthComponent.Venue => Venue,
        HealthComponent.Tasks => Tasks,
        _ => ComponentState.Unknown,
    };
}
