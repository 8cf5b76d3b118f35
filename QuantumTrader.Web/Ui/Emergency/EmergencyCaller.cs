using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Ui.Emergency;

/// <summary>Who proved to be somebody in the emergency form itself; or why nobody did.</summary>
/// <param name="StatusCode">For the answer when nobody did.</param>
internal sealed record EmergencyCaller(Caller? Caller, string? Trouble, int StatusCode)
{
    public static EmergencyCaller Is(Caller caller) => new(caller, null, StatusCodes.Status200OK);

    public static EmergencyCaller Nobody(int statusCode, string why) =>
        new(null, $"Nothing was stopped: {why} On the host, 'ess activate' stops without a sign-in; else close the positions at the exchange.", statusCode);
}
