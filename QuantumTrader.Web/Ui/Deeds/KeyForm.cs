using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Ui.Deeds;

/// <summary>What must be said of a new API key. No scope is chosen beforehand.</summary>
public sealed class KeyForm
{
    public static readonly IReadOnlyList<(string Name, TimeSpan Length)> Lifetimes =
    [
        ("1 hour", TimeSpan.FromHours(1)), ("1 day", TimeSpan.FromDays(1)), ("7 days", TimeSpan.FromDays(7)),
        ("30 days", TimeSpan.FromDays(30)), ("90 days", TimeSpan.FromDays(90)), ("1 year", TimeSpan.FromDays(365)),
    ];

    public Guid? OwnerId { get; set; }
    public string? Label { get; set; }
    public ApiScopes Scopes { get; set; }

    /// <summary>In <see cref="Lifetimes"/>.</summary>
    public int LifetimeIndex { get; set; } = 3;

    public TimeSpan Lifetime => Lifetimes[LifetimeIndex].Length;

    public IReadOnlyList<string> Missing() =>
    [
        .. OwnerId is null ? ["choose an owner"] : Array.Empty<string>(),
        .. string.IsNullOrWhiteSpace(Label) ? ["give a label"] : Array.Empty<string>(),
        .. Scopes == ApiScopes.None ? ["choose a scope"] : Array.Empty<string>(),
    ];
}
