using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Simulation.Nth;

/// <summary>The venue's part of the operations.</summary>
internal static class FailingVenue
{
    // Longer than an answer is waited for, so that the deed comes after the engine gave it up.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(8);
    private static readonly (int Code, string Text)[] Refusals =
    [
        (-1008, "Server is currently overloaded with other requests."),
        (-2022, "ReduceOnly Order is rejected."),
        (-1001, "Internal error; unable to process your request."),
        (-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit."),
        (-1003, "Too many requests."),
    ];

    /// <summary>Null: the call goes its way.</summary>
    public static PaperFault? Fail(Operations operations, PaperCall call, int number)
    {
        var place = call.Intent is { } intent ? $"send {intent.Purpose}" : $"{call.Kind}";
        var refusal = Refusals[number % Refusals.Length];
        return operations.Next(place) switch
        {
            null => null,
            FaultKind.Error => PaperFault.Reject(refusal.Code, refusal.Text),
            FaultKind.UnknownApplied => PaperFault.UnknownApplied("the answer was lost"),
            FaultKind.UnknownNotApplied => PaperFault.UnknownNotApplied("the call was lost"),
            _ => PaperFault.Delay(Late),
        };
    }
}
