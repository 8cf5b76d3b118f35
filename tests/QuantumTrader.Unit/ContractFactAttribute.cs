namespace QuantumTrader.Unit;

/// <summary>A test of a contract; here it needs nothing, and where the contract runs on a real server it is skipped without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractFactAttribute : FactAttribute;
