"""guanxi: knowledge graphs from Chinese text, where every edge shows the sentence that states it."""
