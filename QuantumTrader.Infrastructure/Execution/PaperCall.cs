using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>What somebody asks of the paper exchange; a simulation decides by it which calls fail.</summary>
/// <param name="Kind">Which method.</param>
/// <param name="Symbol">Null for questions about the whole account.</param>
/// <param name="ClientOrderId">Of the order that is sent, canceled or looked for.</param>
/// <param name="Intent">For <see cref="PaperCallKind.Submit"/> only.</param>
public readonly record struct PaperCall(PaperCallKind Kind, Symbol? Symbol = null, ClientOrderId? ClientOrderId = null, OrderIntent? Intent = null);

public enum PaperCallKind
{
    Submit,
    Cancel,
    CancelAll,
    CancelAllConditional,
    SetLeverage,
    Transfer,
    GetInstruments,
    GetAccount,
    GetOpenOrders,
    GetOpenConditionalOrders,
    FindOrder,
    GetFills,
}
