using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Storage;

/// <summary>One figure of the storage panel.</summary>
/// <param name="Key">For tests and links; lower-case letters and dashes.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Value">Unknown is a dash with its reason.</param>
/// <param name="Detail">Smaller, behind the value; null when there is no more to say.</param>
/// <param name="UsedShare">How full what the figure fills is: 0 empty, 1 at its limit; null draws no bar.</param>
/// <param name="Href">Where more is to be seen; null when nowhere.</param>
public sealed record StorageItem(string Key, string Name, Shown Value, string? Detail = null, decimal? UsedShare = null, string? Href = null);
