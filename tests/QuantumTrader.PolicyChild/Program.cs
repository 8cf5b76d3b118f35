using QuantumTrader.PolicyChild;

// Another process that has to do with the policy of the store args[1]: "sqlite:PATH", or "redis:CONNECTION" with the account args[2].
// args[0] "edit": says "ready", waits for a line, then makes 50 changes at once, each by an author of its own, and says "done".
// args[0] "keep": says "ready", waits for a line, then makes 100 changes, four at a time, and says "done".
// args[0] "listen": does with the policy what an engine does, and says "VERSION TIMESTAMP EMERGENCY" for each version that it goes by.
await using var store = await ChildStore.OpenAsync(args[1], args[2]);
switch (args[0])
{
    case "edit":
        await Editing.RunAsync(store.Policy, count: 50, atOnce: 50);
        break;
    case "keep":
        await Editing.RunAsync(store.Policy, count: 100, atOnce: 4);
        break;
    case "listen":
        await Listening.RunAsync(store);
        break;
    default:
        throw new ArgumentException($"'{args[0]}' is not edit, keep or listen.");
}
