using System.ComponentModel.DataAnnotations;
using QuantumTrader.Domain.Risk;

namespace QuantumTrader.Infrastructure.Risk;

/// <summary>Ages and delays of the risk checks that no policy changes.</summary>
public sealed class RiskOptions
{
    public const string Section = "Risk";

    /// <summary>An entry that was decided longer ago is dropped. 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "Risk:IntentAgeMax must be 100 ms to 1 min.")]
    public TimeSpan IntentAgeMax { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>An older equity allows no entry. 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Risk:EquityAgeMax must be 1 s to 10 min.")]
    public TimeSpan EquityAgeMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A second reading at the drawdown limit, at least so much later, confirms the first. Zero to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10", ErrorMessage = "Risk:DrawdownConfirmDelay must be zero to 10 s.")]
    public TimeSpan DrawdownConfirmDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A suspicion that nothing clears, or an equity that nobody can read, trips after this. 500 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00", ErrorMessage = "Risk:DrawdownUnresolvedMax must be 500 ms to 1 min.")]
    public TimeSpan DrawdownUnresolvedMax { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A directive of a module above the gate that is older allows no entry. 2 s to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00", ErrorMessage = "Risk:DirectiveAgeMax must be 2 s to 5 min.")]
    public TimeSpan DirectiveAgeMax { get; set; } = TimeSpan.FromSeconds(15);

    /// <param name="confirmImmediately">For bar-driven operation, where the next reading is far away.</param>
    public DrawdownSettings ToDrawdownSettings(bool confirmImmediately) => new()
    {
        ConfirmDelay = DrawdownConfirmDelay,
        UnresolvedMax = DrawdownUnresolvedMax,
        ConfirmImmediately = confirmImmediately,
    };
}
