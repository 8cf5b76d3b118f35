namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>What a value of the policy is measured in.</summary>
public enum PolicyUnit
{
    Usd,
    UsdPerMinute,

    /// <summary>0.10 is ten per cent; of what, the field's meaning says.</summary>
    Share,

    /// <summary>A multiple of equity.</summary>
    TimesEquity,

    /// <summary>A factor, such as a leverage.</summary>
    Times,

    Count,

    /// <summary>0 to 1, of a signal.</summary>
    Confidence,

    /// <summary>Written as hours:minutes:seconds.</summary>
    Duration,

    /// <summary>Written as true or false.</summary>
    Switch,

    /// <summary>The name of a risk mode.</summary>
    Mode,
}
